import type { Clock } from '@voxlane/runpod';
import type { checkOrder, Encoders, ServiceConfig, SpeechCache, startSpeech, TokenDecoder } from '@voxlane/speech';
import type { LogLine } from './log/log-line.ts';
import type { Admission } from './routes/admission.ts';
import type { Tier } from './tier.ts';

/** Everything that the shared routes touch outside themselves; a composition root fills it in, tests stand in for it. */
export interface GatewayDeps {
  /** Version of the gateway, for `/health`. */
  version: string;
  /** What answers, for `/health` and the log. */
  tier: Tier;
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
  startSpeech: typeof startSpeech;
  checkOrder: typeof checkOrder;
  /** A sentence on what a service lacks before it can speak here; undefined when nothing is missing. */
  serviceGap: (service: ServiceConfig) => string | undefined;
  /** How speech is encoded here, by format. */
  encoders: Encoders;
  /** Finished speech that is spoken once, where this gateway keeps any. */
  speechCache?: Pick<SpeechCache, 'look'>;
  /** Makes sound of codec tokens, where this gateway can. */
  tokenDecoder?: TokenDecoder;
  /** Bounds how many speak at once, where this gateway does. */
  admission?: Admission;
}
