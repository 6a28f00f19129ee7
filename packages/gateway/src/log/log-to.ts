import { LOG_LEVELS, type LogLevel } from './log-level.ts';
import type { LogLine } from './log-line.ts';

/** A log that writes each line of at least the given level as JSON. */
export function logTo(level: LogLevel, write: (json: string) => void): (line: LogLine) => void {
  const least = LOG_LEVELS.indexOf(level);
  return (line) => {
    if (LOG_LEVELS.indexOf(line.level) >= least) write(JSON.stringify(line));
  };
}
