import type { LogLine } from '@voxlane/gateway';
import { checkOrder, PLAIN_ENCODERS, type Speech, type SpeechContext, type SpeechOrder } from '@voxlane/speech';
import { type ManualClock, manualClock } from '../../packages/gateway/test/manual-clock.ts';
import { WaitingLine } from '../src/admission/waiting-line.ts';
import { createApp } from '../src/app.ts';
import type { AppDeps } from '../src/app-deps.ts';
import { codecDecoder } from '../src/codec/codec-decoder.ts';
import { readConfig } from '../src/config/read-config.ts';
import { serviceGap } from '../src/config/service-gap.ts';
import { SidecarMetrics } from '../src/metrics/sidecar-metrics.ts';
import { EMBEDDING, FakeDecoder } from './fake-decoder.ts';
import { bodyOf } from './hand-fed-body.ts';
import { loadedModel } from './loaded-model.ts';
import { madeSpeech } from './made-speech.ts';

/** A sidecar's app in which everything outside is a stand-in, and what it did to the outside. */
export interface TestApp {
  send: (path: string, init?: RequestInit) => Promise<Response>;
  /** `POST /api/tts/stream` with a JSON body. */
  speak: (body: unknown, init?: RequestInit) => Promise<Response>;
  /** `POST /v1/decode` with a body of tokens, by default two of them. */
  decode: (query?: string, body?: ReadableStream<Uint8Array>, init?: RequestInit) => Promise<Response>;
  clock: ManualClock;
  line: WaitingLine;
  decoder: FakeDecoder;
  lines: LogLine[];
  /** What speech was started, with the world that it was given. */
  started: { order: SpeechOrder; context: SpeechContext }[];
  /** Resolves when all work that outlives its response is done. */
  idle: () => Promise<unknown>;
}

/** Tokens that the stand-in of the codec takes. */
export const TOKENS = { tokens: [250, 250], embedding: EMBEDDING };

/** @param environment settings beside an endpoint; `deps` replaces single stand-ins. */
export function testApp(environment: Record<string, unknown> = {}, deps: Partial<AppDeps> = {}): TestApp {
  const config = readConfig({ ECHOTTS_STREAMING_ENDPOINT: 'https://gpu.example/v2/echo', ...environment });
  const clock = manualClock();
  const lines: LogLine[] = [];
  const started: TestApp['started'] = [];
  const pending: Promise<unknown>[] = [];
  const decoder = new FakeDecoder();
  const model = deps.model ?? loadedModel(decoder);
  const line = new WaitingLine({ ...config, waitMs: config.limits.queueMs }, clock);
  const metrics = new SidecarMetrics({ admission: line, model, maxStreams: config.maxStreams });
  const onDecoded = metrics.decoded.bind(metrics);
  const speak = deps.startSpeech ?? (async () => madeSpeech([Float32Array.of(0.5, -0.5)]).speech);
  const app = createApp({
    config,
    version: '1.2.3',
    tier: 'middleware-sidecar',
    model,
    admission: line,
    fetch: () => Promise.reject(new Error('no test reaches the network')),
    clock,
    date: () => new Date('2026-01-02T03:04:05.678Z'),
    random: () => 0.5,
    newId: () => 'made-id',
    log: (entry) => {
      metrics.request(entry);
      lines.push(entry);
    },
    checkOrder,
    probeService: async () => ({ reachable: true }),
    serviceGap,
    encoders: PLAIN_ENCODERS,
    tokenDecoder: codecDecoder(model, clock.now, onDecoded),
    onDecoded,
    metrics: () => metrics.read(),
    ...deps,
    startSpeech: async (order, context): Promise<Speech> => {
      started.push({ order, context });
      const speech = await speak(order, context);
      context.onReport?.(speech.report);
      return speech;
    },
  });
  const execution = {
    waitUntil: (work: Promise<unknown>) => void pending.push(work),
    passThroughOnException() {},
    props: {},
  };
  const send = async (path: string, init?: RequestInit) =>
    app.fetch(new Request(new URL(path, 'http://sidecar.example'), init), {}, execution);
  return {
    send,
    speak: (body, init) =>
      send('/api/tts/stream', {
        method: 'POST',
        body: JSON.stringify(body),
        ...init,
        headers: { 'Content-Type': 'application/json', ...init?.headers },
      }),
    decode: (query = '', body = bodyOf(TOKENS), init = {}) => {
      const duplex = { duplex: 'half' } as const;
      return send(`/v1/decode${query}`, { method: 'POST', body, ...duplex, ...init });
    },
    clock,
    line,
    decoder,
    lines,
    started,
    idle: () => Promise.all(pending),
  };
}
