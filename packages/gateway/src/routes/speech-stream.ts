import { asProblem, Problem } from '@voxlane/schema';
import {
  audioBody,
  type BodyEnd,
  type BodyOptions,
  type CheckedOrder,
  CircuitBreaker,
  type Speech,
  type SpeechContext,
  sseBody,
} from '@voxlane/speech';
import type { Context, Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';
import type { AppEnv } from '../app-env.ts';
import type { EdgeConfig } from '../config/read-config.ts';
import { serviceGap } from '../config/service-gap.ts';
import { problemBody } from '../problem-response.ts';
import { readOrder } from '../request/read-order.ts';
import { audioHeaders, eventHeaders } from './audio-headers.ts';
import { listenerLeft, listenerOf } from './listener.ts';

type Order = Awaited<ReturnType<typeof readOrder>>;

/** `POST /api/tts/stream`: speech as it is made. */
export function speechStream(deps: AppDeps, config: EdgeConfig): Handler<AppEnv> {
  const breaker = new CircuitBreaker(deps.clock, config.breakerFailures);
  return async (c) => {
    if (!config.enableStreaming) throw new Problem('streaming_disabled', 'Streaming is disabled');
    const listener = listenerOf(c.req.raw);
    const order = await readOrder(c.req.raw, config, { clock: deps.clock, signal: listener.signal });
    const { voice, ignored } = checkService(deps, config, order);
    const record = c.get('record');
    const { service, sampleRate } = order;
    record.order = { service, voice, characters: order.text.length, sampleRate };

    const context: SpeechContext = {
      ...speechContext(deps, config),
      breaker,
      signal: listener.signal,
      defer: (work) => c.executionCtx.waitUntil(work),
      onReport: (report) => {
        record.report = report;
      },
    };
    const start = (): Promise<Speech> => {
      record.begun = true;
      return deps.startSpeech(order, context);
    };
    const stream = { order, ignored, start, listener, context };
    return order.sse ? eventResponse(c, deps, stream) : await audioResponse(c, deps, stream);
  };
}

interface Stream {
  order: Order;
  /** Option names that the service does not take. */
  ignored: readonly string[];
  start: () => Promise<Speech>;
  listener: AbortController;
  context: SpeechContext;
}

/** The status line waits for the first audio, so that every failure before it has a status of its own. */
async function audioResponse(c: Context<AppEnv>, deps: AppDeps, stream: Stream): Promise<Response> {
  const { order, start, listener } = stream;
  const speech = await start().catch((error: unknown) => {
    throw listener.signal.aborted ? listener.signal.reason : error;
  });
  const sinceMs = deps.clock.now() - c.get('record').startedAt;
  const headers = audioHeaders(order.format, speech, sinceMs);
  return new Response(audioBody(speech, order.format, bodyOptions(c, stream)), { headers });
}

/** Events leave at once, so that a listener sees a GPU waking up; failures become events too. */
function eventResponse(c: Context<AppEnv>, deps: AppDeps, stream: Stream): Response {
  const { order, ignored, start } = stream;
  const describeError = (error: unknown) => ({ ...problemBody(asProblem(error), c.get('requestId')) });
  const options = { ...bodyOptions(c, stream), clock: deps.clock, format: order.format, describeError };
  const sinceMs = deps.clock.now() - c.get('record').startedAt;
  return new Response(sseBody(start, options), { headers: eventHeaders(order.sampleRate, ignored, sinceMs) });
}

function bodyOptions(c: Context<AppEnv>, { listener, context }: Stream): BodyOptions {
  const ended = Promise.withResolvers<BodyEnd>();
  c.get('record').ended = ended.promise;
  const onEnd = (end: BodyEnd) => {
    if (end.outcome === 'cancelled') listener.abort(listenerLeft());
    ended.resolve(end);
  };
  return { signal: listener.signal, defer: context.defer, onEnd };
}

/** Faults of the order itself, before anything is answered or begun. */
function checkService(deps: AppDeps, config: EdgeConfig, order: Order): CheckedOrder {
  const service = config.services[order.service];
  const gap = service.fallback === undefined ? serviceGap(service) : undefined;
  if (gap !== undefined) throw new Problem('not_configured', gap);
  return deps.checkOrder(order, service);
}

/** What is the same for every request. */
function speechContext(
  { fetch, clock, random }: AppDeps,
  { services, limits, lookAhead, attempts }: EdgeConfig,
): Omit<SpeechContext, 'breaker' | 'signal' | 'defer' | 'onReport'> {
  return { services, limits, lookAhead, attempts, fetch, clock, random };
}
