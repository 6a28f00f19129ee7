import type { Clock } from '@voxlane/runpod';
import type { Problem } from '@voxlane/schema';
import type { checkOrder, probeService, startSpeech } from '@voxlane/speech';
import type { EdgeConfig } from './config/read-config.ts';
import type { LogLine } from './log/log-line.ts';

/** Everything the app touches outside itself; the composition root fills it in, tests stand in for it. */
export interface AppDeps {
  /** The settings, or what is wrong with them: the app then says so on every route but `/health`. */
  config: EdgeConfig | Problem;
  /** Version of the gateway, for `/health`. */
  version: string;
  fetch: typeof fetch;
  clock: Clock;
  /** The wall clock, for timestamps. */
  date: () => Date;
  /** Uniform in [0, 1). */
  random: () => number;
  /** A fresh id that nobody can guess, for a request without one. */
  newId: () => string;
  /** Takes the one line that each request ends with. */
  log: (line: LogLine) => void;
  /** The address a request came from, as the platform knows it; undefined when it does not. */
  addressOf: (request: Request) => string | undefined;
  /** True while `key` may go on; undefined when no limit is bound. */
  rateLimit: ((key: string) => Promise<boolean>) | undefined;
  startSpeech: typeof startSpeech;
  checkOrder: typeof checkOrder;
  probeService: typeof probeService;
}
