import { DataError } from '@voxlane/audio';
import { Problem } from '@voxlane/schema';
import { type AudioPayload, loadChunk } from './audio-payload.ts';
import { failedProblem, gapProblem, noAudioProblem } from './job-problem.ts';
import { JobReader } from './job-reader.ts';
import type { LbBodyReader, LbRunDeps } from './lb-deps.ts';
import { refuseJob } from './refuse-job.ts';

/** Text in pieces of any size -> the JSON texts in it. */
export interface TextSplitter {
  push(text: string): string[];
  flush(): string[];
}

/** A body of chunk messages, one JSON document each. */
export class MessageBody implements LbBodyReader {
  readonly #split: TextSplitter;
  readonly #deps: LbRunDeps;
  readonly #signal: AbortSignal;
  readonly #decoder = new TextDecoder();
  readonly #reader = new JobReader();

  constructor(split: TextSplitter, deps: LbRunDeps, signal: AbortSignal) {
    this.#split = split;
    this.#deps = deps;
    this.#signal = signal;
  }

  get over(): boolean {
    return this.#reader.ended && this.#reader.counted;
  }

  push(bytes: Uint8Array): AsyncIterable<AudioPayload> {
    return this.#take(this.#splitText(this.#decoder.decode(bytes, { stream: true })));
  }

  async *end(): AsyncIterable<AudioPayload> {
    yield* this.#take(this.#splitText(this.#decoder.decode()));
    yield* this.#take(this.#split.flush());
    yield* this.#passGaps();
    const reader = this.#reader;
    if (reader.given === 0) throw noAudioProblem(reader.oddities);
    // Nobody but the handler knows where its stream ends, and a proxy may end it as cleanly.
    if (!reader.complete || reader.openEnded) throw gapProblem(reader.loss);
  }

  #splitText(text: string): string[] {
    try {
      return this.#split.push(text);
    } catch (cause) {
      if (!(cause instanceof DataError)) throw cause;
      throw new Problem('upstream_bad_reply', `The endpoint's stream of messages: ${cause.message}`, {
        cause,
        retryable: false,
      });
    }
  }

  async *#take(texts: readonly string[]): AsyncIterable<AudioPayload> {
    for (const text of texts) {
      if (text === '[DONE]') continue;
      this.#reader.accept({ status: 'running', stream: [parseMessage(text)], retries: undefined, error: undefined });
      if (this.#reader.failure !== undefined) throw failedProblem('failed', this.#reader.failure.error);
      refuseJob(this.#reader);
      yield* this.#release();
      if (!this.#reader.full) continue;
      yield* this.#passGaps();
      if (this.#reader.full) throw gapProblem(this.#reader.loss);
    }
  }

  /** Gives up on the chunks that are missing, unless that is an error. */
  async *#passGaps(): AsyncIterable<AudioPayload> {
    while (this.#deps.onGap !== 'error' && this.#reader.skipMissing()) {
      if (this.#deps.onGap === 'silence') yield { kind: 'hole' };
      yield* this.#release();
    }
  }

  async *#release(): AsyncIterable<AudioPayload> {
    for (const chunk of this.#reader.take()) yield await loadChunk(chunk, this.#deps.files, this.#signal);
  }
}

function parseMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('upstream_bad_reply', 'The endpoint streamed a message that is not JSON', { cause });
  }
}
