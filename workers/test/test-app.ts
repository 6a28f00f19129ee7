import type { LogLine } from '@voxlane/gateway';
import type { ServiceConfig, Speech, SpeechContext, SpeechOrder } from '@voxlane/speech';
import { checkOrder, PLAIN_ENCODERS } from '@voxlane/speech';
import { manualClock } from '../../packages/gateway/test/manual-clock.ts';
import { createApp } from '../src/app.ts';
import type { AppDeps } from '../src/app-deps.ts';
import { readConfig } from '../src/config/read-config.ts';
import { serviceGap } from '../src/config/service-gap.ts';
import { spokenSamples } from './spoken-samples.ts';

/** An app in which everything outside is a stand-in, and what it did to the outside. */
export interface TestApp {
  /** Sends a request as a client would. */
  send: (path: string, init?: RequestInit) => Promise<Response>;
  /** `POST /api/tts/stream` with a JSON body. */
  speak: (body: unknown, init?: RequestInit) => Promise<Response>;
  lines: LogLine[];
  /** What speech was started, with the world that it was given. */
  started: { order: SpeechOrder; context: SpeechContext }[];
  /** Resolves when the first speech is asked for. */
  begun: Promise<void>;
  /** Resolves when all work that outlives its response is done. */
  idle: () => Promise<unknown>;
}

const ENVIRONMENT = {
  VIBEVOICE_ENDPOINT: 'https://gpu.example/v2/vibe',
  CHATTERBOX_ENDPOINT: 'https://gpu.example/v2/box',
};

/** Time stands still: a short pause passes at once, a long wait ends with its signal alone. */
const STILL: AppDeps['clock'] = {
  now: () => 0,
  sleep: (ms, signal) => (ms < 1_000 ? Promise.resolve() : manualClock().sleep(ms, signal)),
};

/** @param environment settings beside two endpoints; `deps` replaces single stand-ins. */
export function testApp(environment: Record<string, unknown> = {}, deps: Partial<AppDeps> = {}): TestApp {
  const lines: LogLine[] = [];
  const started: TestApp['started'] = [];
  const pending: Promise<unknown>[] = [];
  const begun = Promise.withResolvers<void>();
  const speak = deps.startSpeech ?? (async () => spokenSamples([Float32Array.of(0.5, -0.5)]).speech);
  const app = createApp({
    config: readConfig({ ...ENVIRONMENT, ...environment }),
    version: '1.2.3',
    fetch: () => Promise.reject(new Error('no test reaches the network')),
    clock: STILL,
    date: () => new Date('2026-01-02T03:04:05.678Z'),
    random: () => 0.5,
    newId: () => 'made-id',
    log: (line) => lines.push(line),
    addressOf: () => undefined,
    rateLimit: undefined,
    checkOrder,
    tier: 'middleware-cloudflare',
    serviceGap,
    encoders: PLAIN_ENCODERS,
    probeService: async (_service: ServiceConfig) => ({ reachable: true }),
    ...deps,
    startSpeech: async (order, context): Promise<Speech> => {
      started.push({ order, context });
      begun.resolve();
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
    app.fetch(new Request(new URL(path, 'https://voxlane.example'), init), {}, execution);
  return {
    send,
    speak: (body, init) =>
      send('/api/tts/stream', {
        method: 'POST',
        body: JSON.stringify(body),
        ...init,
        headers: { 'Content-Type': 'application/json', ...init?.headers },
      }),
    lines,
    started,
    begun: begun.promise,
    idle: () => Promise.all(pending),
  };
}
