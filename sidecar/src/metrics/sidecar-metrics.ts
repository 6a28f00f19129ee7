import type { LogLine } from '@voxlane/gateway';
import { PROBLEMS } from '@voxlane/schema';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { WaitingLine } from '../admission/waiting-line.ts';
import type { DecodeReport } from '../codec/codec-decoder.ts';
import type { CodecModel } from '../codec/codec-model.ts';

/** Upper ends of the classes for times to first audio, in seconds: from a warm codec to a cold GPU. */
const FIRST_AUDIO_S = [0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 180];
/** Upper ends of the classes for real-time factors: from 1 on a listener hears gaps. */
const REAL_TIME_FACTORS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 1, 2];

/** What the metrics read when they are asked for. */
export interface MetricSources {
  admission: WaitingLine;
  model: CodecModel;
  /** Setting MAX_STREAMS. */
  maxStreams: number;
}

/** Everything that is counted, for Prometheus: what is fed in as it happens, and what is read when it is asked for. */
export class SidecarMetrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'route' | 'outcome' | 'code'>;
  readonly #upstreamErrors: Counter<'code'>;
  readonly #firstAudio: Histogram<'route'>;
  readonly #decodeSeconds: Counter;
  readonly #audioSeconds: Counter;
  readonly #realTimeFactor: Histogram;

  constructor(sources: MetricSources) {
    const registers = [this.#registry];
    // Memory, processor time, event loop lag, garbage collection.
    collectDefaultMetrics({ register: this.#registry });
    addGauges(registers, sources);
    const counter = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
      new Counter({ name, help, labelNames, registers });
    this.#requests = counter('voxlane_requests_total', 'Requests that are over, by how they ended', [
      'route',
      'outcome',
      'code',
    ]);
    this.#upstreamErrors = counter('voxlane_upstream_errors_total', 'Requests that the speech model failed', ['code']);
    this.#decodeSeconds = counter('voxlane_decode_seconds_total', 'Seconds from tokens in hand to audio in hand');
    this.#audioSeconds = counter('voxlane_audio_seconds_total', 'Seconds of audio that were decoded');
    this.#firstAudio = new Histogram({
      name: 'voxlane_first_audio_seconds',
      help: 'Seconds from the order to its first audio, the wait for a place and the GPU included',
      labelNames: ['route'],
      buckets: FIRST_AUDIO_S,
      registers,
    });
    this.#realTimeFactor = new Histogram({
      name: 'voxlane_real_time_factor',
      help: 'Seconds of decoding a second of audio, by stream; from 1 on a listener hears gaps',
      buckets: REAL_TIME_FACTORS,
      registers,
    });
  }

  /** Counts a request that is over. */
  request({ method, route, outcome, code = '', waitMs = 0, firstAudioMs }: LogLine): void {
    // What a browser asks before it asks would only thin out the rates.
    if (method === 'OPTIONS') return;
    this.#requests.inc({ route, outcome, code });
    if (isUpstreamFault(code)) this.#upstreamErrors.inc({ code });
    if (firstAudioMs !== undefined) this.#firstAudio.observe({ route }, (waitMs + firstAudioMs) / 1_000);
  }

  /** Counts a stream that was decoded, or a part of one. */
  decoded({ decodeSeconds, audioSeconds }: DecodeReport): void {
    this.#decodeSeconds.inc(decodeSeconds);
    this.#audioSeconds.inc(audioSeconds);
    if (audioSeconds > 0) this.#realTimeFactor.observe(decodeSeconds / audioSeconds);
  }

  /** The metrics in Prometheus' text format, and its content type. */
  async read(): Promise<{ text: string; type: string }> {
    return { text: await this.#registry.metrics(), type: this.#registry.contentType };
  }
}

function addGauges(registers: Registry[], { admission, model, maxStreams }: MetricSources): void {
  const gauge = (name: string, help: string, read: () => number | undefined) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        // Nothing known is no zero.
        this.set(read() ?? Number.NaN);
      },
    });
  gauge('voxlane_streams', 'Streams that speak now', () => admission.active);
  gauge('voxlane_streams_limit', 'Most streams that may speak at once (MAX_STREAMS)', () => maxStreams);
  gauge('voxlane_streams_waiting', 'Streams that wait for their turn', () => admission.waiting);
  gauge('voxlane_model_loaded', '1 when the codec model is loaded and warm', () => (model.loaded ? 1 : 0));
  gauge(
    'voxlane_warm_up_real_time_factor',
    'Seconds of decoding a second of audio on one worker, measured at the start',
    () => model.loaded?.realTimeFactor,
  );
}

/** True for a code that tells of the speech model or the way to it. */
function isUpstreamFault(code: string): boolean {
  return code in PROBLEMS && /^(upstream_|cold_start_|connect_|first_audio_|chunk_)/.test(code);
}
