/** Frames of a stack that point at a fault; deeper ones show the framework. */
const FRAMES = 5;
const FRAME = /^\s+at (?<frame>\S.*:\d+:\d+\)?)$/;

/**
 * Where an unforeseen error was thrown: its class and its innermost frames. Its message stays out of the log, because
 * it may quote the text of a request or a key.
 */
export function faultPlace(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const behindMessage = (error.stack ?? '').replace(`${error.name}: ${error.message}`, '');
  const frames = behindMessage.split('\n').flatMap((line) => FRAME.exec(line)?.groups?.frame ?? []);
  return [error.name, ...frames.slice(0, FRAMES)].join(' < ');
}
