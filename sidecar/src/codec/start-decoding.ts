import { Resampler } from '@voxlane/audio';
import { parseTokenDocument, readJsonDocuments } from '@voxlane/linacodec';
import type { TimeLimits } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import { deliver, RequestLife, type Speech, type SpeechReport } from '@voxlane/speech';
import type { AppDeps } from '../app-deps.ts';
import { decodePieces } from './codec-decoder.ts';
import { readLiveBody } from './read-live-body.ts';

/** The world around one request for decoding. */
export interface DecodingContext extends Pick<AppDeps, 'model' | 'clock' | 'onDecoded'> {
  limits: TimeLimits;
  /** Most UTF-16 units of one document; setting MAX_BODY_BYTES. */
  maxBodyBytes: number;
  /** Aborts when the listener leaves. */
  signal: AbortSignal;
  /** Output rate in Hz. */
  sampleRate: number;
}

const DECODER_RATE = 48_000;

/**
 * Decodes a body of tokens while it still arrives; resolves when the first audio is in hand.
 * @throws Problem `invalid_request` for what is no token, `request_timeout` when tokens stop coming, `total_timeout` when
 * all of it takes too long, also for a slow reader, `overloaded` before the model is loaded.
 */
export async function startDecoding(
  body: ReadableStream<Uint8Array>,
  context: DecodingContext,
  onReport: (report: SpeechReport) => void,
): Promise<Speech> {
  const life = new RequestLife(context);
  const report = newReport();
  onReport(report);
  try {
    return await firstSound(body, context, report, life);
  } catch (error) {
    life.end();
    throw life.signal.aborted ? life.signal.reason : error;
  }
}

async function firstSound(
  body: ReadableStream<Uint8Array>,
  context: DecodingContext,
  report: SpeechReport,
  life: RequestLife,
): Promise<Speech> {
  const { sampleRate } = context;
  const rest = atRate(decoded(body, context, report, life), sampleRate);
  const first = await rest.next();
  if (first.done) throw new Problem('invalid_request', 'The body holds no tokens, so there is nothing to decode');
  report.firstAudioMs = life.elapsedMs();
  const audio = deliver(first.value, rest, report, life);
  // Begun at once: leaving a generator that was never begun would release nothing.
  await audio.next();
  return { report, sampleRate, audio };
}

async function* decoded(
  body: ReadableStream<Uint8Array>,
  { model, clock, limits, maxBodyBytes, onDecoded }: DecodingContext,
  report: SpeechReport,
  life: RequestLife,
): AsyncGenerator<Float32Array, void, undefined> {
  const { vocabulary, embeddingSize } = model.decoder.info;
  const { signal } = life;
  const pieces = async function* () {
    const bytes = readLiveBody(body, { idleMs: limits.connectMs, clock, signal });
    for await (const document of readJsonDocuments(bytes, { maxLength: maxBodyBytes })) {
      report.firstChunkMs ??= life.elapsedMs();
      const found = parseTokenDocument(document, { vocabulary, embeddingSize });
      report.pieces += found.length;
      yield* found;
    }
  };
  const decoding = { model, now: clock.now, onStream: onDecoded, fault: 'invalid_request' } as const;
  yield* decodePieces(pieces(), decoding, signal);
}

/** Blocks that hold at least one sample, at the output rate. */
async function* atRate(
  blocks: AsyncGenerator<Float32Array, void, undefined>,
  sampleRate: number,
): AsyncGenerator<Float32Array, void, undefined> {
  const resampler = new Resampler(DECODER_RATE, sampleRate);
  for await (const block of blocks) {
    const samples = resampler.push(block);
    if (samples.length > 0) yield samples;
  }
  const tail = resampler.flush();
  if (tail.length > 0) yield tail;
}

function newReport(): SpeechReport {
  const times = { queueMs: undefined, firstChunkMs: undefined, firstAudioMs: undefined, sidecarMs: {} };
  return {
    service: 'echotts',
    voice: '(tokens)',
    characters: 0,
    pieces: 0,
    jobs: [],
    ...times,
    samples: 0,
    marks: [],
    ignored: [],
  };
}
