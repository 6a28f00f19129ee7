import type { JobState } from '@voxlane/schema';
import { JobReader, type NextStep } from '../src/job-reader.ts';

/** A chunk of audio, as `/stream` hands it out. */
export const chunk = (number: number, data = `AA${number}`) => ({
  output: { status: 'streaming', chunk: number, audio_chunk: data },
});
/** The handler's word that it is done. */
export const complete = (total?: number) => ({
  output: { status: 'complete', ...(total === undefined ? {} : { total_chunks: total }) },
});

/** A chunk of tokens, without a number where that is undefined. */
export const tokenChunk = (number: number | undefined, tokens: unknown = [number]) => ({
  output: { status: 'streaming', ...(number === undefined ? {} : { chunk: number }), tokens, embedding: [0.5] },
});

/** What one reply says. */
export interface Turn {
  status: JobState;
  stream?: unknown[];
  retries?: number;
  error?: unknown;
}

/** Feeds replies to a reader; tells the step after each and the numbers that came out. */
export function read(
  turns: Turn[],
  reader = new JobReader(),
): { steps: NextStep[]; numbers: (number | undefined)[]; reader: JobReader } {
  const steps: NextStep[] = [];
  const numbers: (number | undefined)[] = [];
  for (const { status, stream = [], retries, error } of turns) {
    steps.push(reader.accept({ status, stream, retries, error }));
    numbers.push(...reader.take().map((message) => message.number));
  }
  return { steps, numbers, reader };
}
