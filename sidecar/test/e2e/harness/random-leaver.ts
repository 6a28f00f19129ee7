import type { Faults } from '@voxlane/emulator';
import type { Moment } from './leaving-listener.ts';

/** What goes on upstream for a text with `NAME job` in it, so that there is something to leave in each stage. */
export const STAGES: Readonly<Record<string, Faults>> = {
  queued: { queueMs: 1_000 },
  thinking: { stall: { ms: 1_000 } },
  slow: { pace: { msPerChunk: 200, firstChunkMs: 1_600, chunkMs: 200 } },
  quick: {},
};
/** Slow ones count twice: they alone can be left in the middle of their tokens. */
const STAGE_NAMES = [...Object.keys(STAGES), 'slow'];
/** Share of those who do not wait for sound. */
const IMPATIENT = 0.6;
/** Longest that one of them stays, in milliseconds. */
const LONGEST_MS = 1_200;
/** Bytes of raw audio of each text, roughly: who wants more of them stays to the end. */
const BODY_BYTES = 230_000;

/** What one listener asks for, and when and how they leave. */
export interface Leaver {
  json: Readonly<Record<string, unknown>>;
  how: 'destroy' | 'resetAndDestroy';
  moment: Moment;
}

/** One out of a list, each as likely as the others. @param random uniform in [0, 1). */
export function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A listener who leaves at a random moment. @param random uniform in [0, 1). */
export function randomLeaver(random: () => number, number: number): Leaver {
  const text = `Listener ${number} hears some of a ${pick(random, STAGE_NAMES)} job.`;
  return {
    json: { service: 'echotts', text, stream_format: pick(random, ['audio', 'audio', 'sse']) },
    how: pick(random, ['destroy', 'resetAndDestroy']),
    moment: random() < IMPATIENT ? { ms: random() * LONGEST_MS } : { bytes: random() * BODY_BYTES },
  };
}
