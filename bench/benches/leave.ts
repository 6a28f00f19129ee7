import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '@voxlane/emulator';
import { type EdgeQuestion, listenToEdge } from '../client/listen-to-edge.ts';

/** A way in which listeners leave. */
export interface Leaving {
  what: string;
  /** First word of its texts, by which the emulator knows how to treat their jobs. */
  word: string;
  faults: FaultRule['faults'];
  when: 'speaking' | 'queued';
  /** A connection that is closed (FIN) may still be written to; one that is reset (RST) may not. */
  how: 'close' | 'reset';
  /** Whether a relay stands before workerd, as Cloudflare's network does: it ends the request of a closed connection. */
  front: boolean;
  /** From where the delay of the cancel is counted. */
  since: 'leaving' | 'first audio';
}

/** How long a job waits in the queue while its listener leaves, in milliseconds. */
const QUEUE_MS = 700;

const SPEAKING = { faults: {}, when: 'speaking', since: 'leaving' } as const;
const QUEUED = { faults: { stayQueued: true }, when: 'queued', since: 'leaving' } as const;

/** Ways to leave. To workerd alone a closed connection shows only when something is written to it. */
export const LEAVINGS: readonly Leaving[] = [
  { what: 'reset while it speaks', word: 'Alpha', ...SPEAKING, how: 'reset', front: false },
  { what: 'reset in the queue', word: 'Bravo', ...QUEUED, how: 'reset', front: false },
  { what: 'closed while it speaks, behind a front', word: 'Charlie', ...SPEAKING, how: 'close', front: true },
  { what: 'closed in the queue, behind a front', word: 'Delta', ...QUEUED, how: 'close', front: true },
  { what: 'closed while it speaks, workerd alone', word: 'Echo', ...SPEAKING, how: 'close', front: false },
  {
    what: 'closed in the queue, workerd alone, from the first audio',
    word: 'Foxtrot',
    faults: { queueMs: QUEUE_MS },
    when: 'queued',
    since: 'first audio',
    how: 'close',
    front: false,
  },
];

/** A listener who has left. */
export interface Left {
  leaving: Leaving;
  text: string;
  /** When, in milliseconds of the bench's clock. */
  at: number;
}

/** Somebody who speaks is left after so many bytes: two chunks of 250 ms. */
const ENOUGH_BYTES = 48_000;
/** Somebody in the queue is left after so long, in milliseconds. */
const QUEUED_MS = 300;
/** Longest time after a chunk at which a listener leaves, in milliseconds: a little less than a chunk. */
const MOST_LATER_MS = 240;

/** Listens, and leaves at a random place within a chunk. */
export async function leave(leaving: Leaving, question: Omit<EdgeQuestion, 'onAudio'>): Promise<Left> {
  const enough = Promise.withResolvers<void>();
  const listener = listenToEdge({
    ...question,
    onAudio: ({ total }) => {
      if (total >= ENOUGH_BYTES) enough.resolve();
    },
  });
  if (leaving.when === 'queued') await sleep(QUEUED_MS);
  else await Promise.race([enough.promise, listener.heard]);
  if (leaving.when === 'speaking') await sleep(Math.random() * MOST_LATER_MS);
  const at = listener.leave(leaving.how);
  await listener.heard;
  return { leaving, text: question.text, at };
}
