import { LANE_SAMPLE_RATE } from '@voxlane/schema';
import { checkOrder } from '../check-order.ts';
import { OutputRate } from '../output-rate.ts';
import type { RequestLife } from '../request-life.ts';
import { speechOf } from '../speak-order.ts';
import type { Speech, SpeechContext, SpeechOrder, SpeechReport } from '../speech.ts';
import { ToRate } from '../to-rate.ts';
import type { KeptOrder } from './keep-speech.ts';
import type { KeptFacts } from './kept-facts.ts';
import type { KeptSpeech } from './open-kept.ts';

/**
 * Speech from what is kept, at the order's rate: no job, no network but the store's.
 * @param life began with the look at the store; ends with the speech.
 * @param forget called when the kept speech turns out to be damaged, after which the stream breaks.
 */
export async function playKept(
  kept: KeptSpeech,
  order: KeptOrder,
  context: SpeechContext,
  life: RequestLife,
  forget: () => void,
): Promise<Speech> {
  const report = reportOf(kept.facts, order, context);
  context.onReport?.(report);
  try {
    const rate = new OutputRate(order.sampleRate);
    return await speechOf(heard(kept, rate.hz, life.signal, forget), rate, { order, context, life, report });
  } catch (error) {
    life.end();
    throw error;
  }
}

async function* heard(
  { first, rest }: KeptSpeech,
  sampleRate: number,
  signal: AbortSignal,
  forget: () => void,
): AsyncGenerator<Float32Array, void, undefined> {
  const toRate = new ToRate(sampleRate);
  const push = (samples: Float32Array) => toRate.push({ samples, sampleRate: LANE_SAMPLE_RATE });
  try {
    yield* push(first);
    for await (const samples of rest) yield* push(samples);
  } catch (error) {
    if (!signal.aborted) forget();
    throw error;
  } finally {
    await rest.return();
  }
  const tail = toRate.flush();
  if (tail.length > 0) yield tail;
}

function reportOf(facts: KeptFacts, order: SpeechOrder, { services }: SpeechContext): SpeechReport {
  const service = services[order.service];
  const { voice, ignored } = service.sidecar === undefined ? checkOrder(order, service) : facts;
  return {
    service: order.service,
    voice,
    characters: order.text.length,
    pieces: facts.pieces,
    jobs: [],
    queueMs: undefined,
    firstChunkMs: undefined,
    firstAudioMs: undefined,
    sidecarMs: {},
    samples: 0,
    marks: [],
    ignored,
    cache: 'hit',
  };
}
