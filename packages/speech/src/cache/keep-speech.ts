import { LANE_SAMPLE_RATE } from '@voxlane/schema';
import type { Speech, SpeechContext, SpeechOrder, SpeechReport } from '../speech.ts';
import type { startSpeech } from '../start-speech.ts';
import { ToRate } from '../to-rate.ts';
import { MAX_BLOCK_SAMPLES } from './kept-format.ts';
import { SpeechCopy } from './speech-copy.ts';
import type { SpeechStore } from './speech-store.ts';

/** What a cache of finished speech is made of. */
export interface SpeechCacheOptions {
  store: SpeechStore;
  /** Longest kept body in bytes; a second of sound takes 96,020. What is longer is heard, and not kept. */
  maxBytes: number;
  /** Speaks what is not kept yet. */
  start: typeof startSpeech;
}

/** An order whose speech can be kept: what is kept has the lane's rate, and this is to be made of it. */
export type KeptOrder = SpeechOrder & { sampleRate: number };

/** What a speech yields before its first audio. */
const BEGUN = new Float32Array(0);

/**
 * Speaks an order and keeps a copy of what is heard, in step with the listener, who never waits for the store. Whoever
 * leaves early, and whatever breaks, leaves no copy; nor does a fallback, which was not asked for.
 * @throws what `start` throws.
 */
export async function keepSpeech(
  order: KeptOrder,
  context: SpeechContext,
  key: string,
  { store, maxBytes, start }: SpeechCacheOptions,
): Promise<Speech> {
  const onReport = (report: SpeechReport) => {
    report.cache = 'miss';
    context.onReport?.(report);
  };
  const speech = await start({ ...order, sampleRate: LANE_SAMPLE_RATE }, { ...context, onReport });
  const copy = copyOf(speech, context, order, maxBytes);
  if (copy !== undefined) context.defer(put(store, key, copy));
  const audio = copied(speech, order.sampleRate, copy);
  // Begun at once: leaving a generator that was never begun would release nothing.
  await audio.next();
  return { report: speech.report, sampleRate: order.sampleRate, audio };
}

function copyOf({ report }: Speech, context: SpeechContext, order: SpeechOrder, maxBytes: number) {
  const { template, sidecar } = context.services[order.service];
  // Where a lost chunk is passed over, speech with a hole in it ends like any other.
  if (report.service !== order.service || template.onGap !== 'error') return undefined;
  // What is not taken here is found anew for every order; only a sidecar has to be remembered.
  const ignored = sidecar === undefined ? [] : report.ignored;
  return new SpeechCopy({ voice: report.voice, pieces: report.pieces, ignored }, maxBytes);
}

async function put(store: SpeechStore, key: string, copy: SpeechCopy): Promise<void> {
  try {
    await store.put(key, copy.body);
  } catch {
    // The listener has no part in it: next time it is spoken again.
    copy.giveUp('the store failed');
  }
}

async function* copied(
  { audio, report }: Speech,
  sampleRate: number,
  copy: SpeechCopy | undefined,
): AsyncGenerator<Float32Array, void, undefined> {
  const toRate = new ToRate(sampleRate);
  let delivered = 0;
  let scaled = 0;
  const scaleMarks = () => {
    for (const mark of report.marks.slice(scaled))
      mark.sample = Math.round((mark.sample * sampleRate) / LANE_SAMPLE_RATE);
    scaled = report.marks.length;
  };
  const count = (samples: Float32Array) => {
    delivered += samples.length;
    report.samples = delivered;
    return samples;
  };
  try {
    yield BEGUN;
    for await (const samples of inSteps(audio)) {
      copy?.push(samples);
      // The lane counts what it hands out at its own rate.
      report.samples = delivered;
      scaleMarks();
      for (const block of toRate.push({ samples, sampleRate: LANE_SAMPLE_RATE })) yield count(block);
    }
    copy?.finish();
    const tail = toRate.flush();
    if (tail.length > 0) yield count(tail);
  } finally {
    copy?.giveUp('the speech did not end');
    await audio.return();
  }
}

/** A block may be as long as a whole clip: the copy is made of what is heard next, not of all that is there. */
async function* inSteps(audio: Speech['audio']): AsyncGenerator<Float32Array, void, undefined> {
  for await (const block of audio) {
    for (let from = 0; from < block.length; from += MAX_BLOCK_SAMPLES) {
      yield block.subarray(from, from + MAX_BLOCK_SAMPLES);
    }
  }
}
