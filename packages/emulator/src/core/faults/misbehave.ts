import type { Clock } from '../clock.ts';
import type { FileStore } from '../http/file-store.ts';
import type { Job } from '../job/job.ts';
import { isPieceMessage } from '../speech/chunk-message.ts';
import { distortAudio } from './distort-audio.ts';
import { distortTokens } from './distort-tokens.ts';
import type { Faults } from './faults.ts';
import { recut } from './recut.ts';
import { refuseMisfits } from './refuse-misfits.ts';
import { resequence } from './resequence.ts';
import { reshape } from './reshape.ts';
import { splitSamples } from './split-samples.ts';

/** Thrown where a fault ends the job in another way than its handler would. */
export class JobEnd extends Error {
  override name = 'JobEnd';
  readonly end: NonNullable<Faults['end']>;
  constructor(end: NonNullable<Faults['end']>) {
    super(`a fault ends the job: ${end.status}`);
    this.end = end;
  }
}

/**
 * What an honest handler yields, made to go wrong as the job's faults say. `start` runs the handler, with 0 or, for
 * another run of the same job, 1. Handlers know nothing of faults: each fault is a step from messages to messages.
 */
export async function* misbehave(
  start: (attempt: number) => AsyncIterable<unknown>,
  job: Job,
  clock: Clock,
  files: FileStore,
): AsyncGenerator<unknown> {
  const { faults, origin } = job.order;
  let messages = refuseMisfits(restarted(start, job), faults);
  if (faults.burst !== undefined) messages = recut(messages, faults.burst);
  messages = interrupted(messages, job, clock);
  messages = resequence(messages, faults, (lost) => {
    job.losing = `audio chunk ${lost} is lost by a fault`;
  });
  messages = distortAudio(messages, faults);
  if (faults.oddSplit) messages = splitSamples(messages);
  yield* distortTokens(reshape(messages, faults, { files, origin }), faults);
}

/** The handler's messages; where the platform starts over, those of the first run up to there and all of the second. */
async function* restarted(start: (attempt: number) => AsyncIterable<unknown>, job: Job): AsyncGenerator<unknown> {
  const { restartAfter } = job.order.faults;
  if (restartAfter === undefined || job.retries > 0) return yield* start(job.retries);
  let chunks = 0;
  for await (const message of start(0)) {
    if (!isPieceMessage(message)) break;
    yield message;
    chunks++;
    if (chunks === restartAfter) break;
  }
  job.retries = 1;
  yield* start(1);
}

/** Messages with a stall, an error message or an early end after a number of audio chunks. */
async function* interrupted(messages: AsyncIterable<unknown>, job: Job, clock: Clock): AsyncGenerator<unknown> {
  const { stall, inBandErrorAfter, end } = job.order.faults;
  // A job that somebody retries ends well.
  const ends = job.retries === 0 ? end : undefined;
  let chunks = 0;
  let stalled = false;
  for await (const message of messages) {
    // A fault further on than the audio goes comes where the audio ends.
    const reached = (after = 0) => chunks >= after || !isPieceMessage(message);
    if (stall !== undefined && !stalled && reached(stall.afterChunks)) {
      stalled = true;
      await clock.sleep(stall.ms, job.signal);
    }
    if (ends !== undefined && reached(ends.afterChunks)) throw new JobEnd(ends);
    if (inBandErrorAfter !== undefined && reached(inBandErrorAfter)) {
      yield { status: 'error', error: 'model ran out of memory' };
      return;
    }
    yield message;
    if (isPieceMessage(message)) chunks++;
  }
}
