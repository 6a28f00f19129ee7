import type { Endpoint } from '@voxlane/runpod';
import type { ServiceId, ServiceTemplate } from '@voxlane/schema';
import type { ServiceConfig } from '../src/service-config.ts';
import type { Speech, SpeechContext, SpeechOrder } from '../src/speech.ts';
import { startSpeech } from '../src/start-speech.ts';
import { settle } from './event-loop.ts';
import { FakeRunpod, streamed } from './fake-runpod.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { template } from './template.ts';

/** Milliseconds; each differs, so that a test can tell which one ran out. */
export const LIMITS = {
  connectMs: 1_000,
  firstAudioMs: 2_000,
  queueMs: 5_000,
  chunkMs: 3_000,
  clipMs: 8_000,
  totalMs: 60_000,
};

/** Several pieces under the usual template. */
export const LONG =
  'This is the first one. Here comes the second of them all. And the third is there, too. So this is the last.';

/** A lane with a fake RunPod behind it, and all that a test wants to see of it. */
export interface Lane {
  runpod: FakeRunpod;
  clock: ManualClock;
  listener: AbortController;
  context: SpeechContext;
  /** Work that was to outlive the response. */
  deferred: Promise<unknown>[];
  /** Starts to speak; the clock stands still meanwhile. */
  start(order?: Partial<SpeechOrder>): Promise<Speech>;
}

/** How a lane differs from the usual one. */
export interface LaneOptions extends Partial<Pick<SpeechContext, 'attempts' | 'lookAhead' | 'tokenDecoder'>> {
  /** Changes to the template of `vibevoice`, whose endpoint is `vv`. */
  vibevoice?: Partial<ServiceTemplate>;
  /** Where `vibevoice` is, instead of a queue. */
  endpoint?: Endpoint;
  /** Changes to the template of `chatterbox`, whose endpoint is `cb`. */
  chatterbox?: Partial<ServiceTemplate>;
  /** Who speaks when `vibevoice` fails. */
  fallback?: ServiceId;
}

/** `vibevoice` at the endpoint `vv` and `chatterbox` at `cb`; the other services are not configured. */
export function lane({ vibevoice, endpoint, chatterbox, fallback, ...rest }: LaneOptions = {}): Lane {
  const runpod = new FakeRunpod();
  const clock = manualClock();
  const listener = new AbortController();
  const deferred: Promise<unknown>[] = [];
  const service = (id: ServiceId, changed: Partial<ServiceConfig>): ServiceConfig => ({
    id,
    template: template(),
    endpoint: undefined,
    apiKey: 'key',
    fallback: undefined,
    ...changed,
  });
  const queue = (id: string) => ({ kind: 'queue', base: `https://api.runpod.ai/v2/${id}` }) as const;
  const context: SpeechContext = {
    services: {
      vibevoice: service('vibevoice', { template: template(vibevoice), endpoint: endpoint ?? queue('vv'), fallback }),
      chatterbox: service('chatterbox', { template: template(chatterbox), endpoint: queue('cb') }),
      echotts: service('echotts', {}),
      qwen: service('qwen', {}),
    },
    limits: LIMITS,
    lookAhead: 1,
    attempts: 2,
    fetch: runpod.fetch,
    clock,
    random: () => 0,
    signal: listener.signal,
    defer: (work) => deferred.push(work),
    ...rest,
  };
  const start = (order: Partial<SpeechOrder> = {}) =>
    startSpeech(
      { service: 'vibevoice', text: 'Hello.', voice: undefined, sampleRate: 8_000, options: {}, ...order },
      context,
    );
  return { runpod, clock, listener, context, deferred, start };
}

/** Waits for work that needs time to pass, at most `ms` of it. */
export async function within<T>(clock: ManualClock, ms: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  await clock.advance(ms);
  await settle();
  return Promise.race([work, settle().then(() => Promise.reject(new Error(`not settled within ${ms} ms`)))]);
}

/** What `/stream` and `/status` say of a job that failed. */
export const FAILED = streamed('FAILED');
export const CRASHED = { status: 'FAILED', error: 'CUDA error: an illegal memory access' };

/** Lets the jobs of an endpoint fail as often as told, and then speak. */
export function failing({ runpod }: Lane, endpoint: string, times: number): void {
  const failures = Array.from({ length: times }, () => FAILED);
  runpod.script(`${endpoint}/stream`, ...failures, (call) => runpod.usual(call));
  runpod.script(`${endpoint}/status`, CRASHED);
}
