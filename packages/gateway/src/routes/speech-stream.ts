import { Problem } from '@voxlane/schema';
import { type CheckedOrder, CircuitBreaker, type SpeechContext } from '@voxlane/speech';
import type { Handler } from 'hono';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import { readOrder } from '../request/read-order.ts';
import { listenerOf } from './listener.ts';
import { speechResponse } from './speech-response.ts';
import { takePlace } from './take-place.ts';

type Order = Awaited<ReturnType<typeof readOrder>>;

/** `POST /api/tts/stream`: speech as it is made. */
export function speechStream(deps: GatewayDeps, config: GatewayConfig): Handler<GatewayEnv> {
  const breaker = new CircuitBreaker(deps.clock, config.breakerFailures);
  return async (c) => {
    if (!config.enableStreaming) throw new Problem('streaming_disabled', 'Streaming is disabled');
    const listener = listenerOf(c.req.raw);
    const order = await readOrder(c.req.raw, config, { clock: deps.clock, signal: listener.signal });
    const { voice, ignored } = checkService(deps, config, order);
    const record = c.get('record');
    const { service, sampleRate, format, sse } = order;
    const decidedElsewhere = config.services[service].sidecar !== undefined;
    const known = decidedElsewhere ? undefined : voice;
    record.order = { service, voice: known, characters: order.text.length, sampleRate };

    const context: SpeechContext = {
      ...speechContext(deps, config),
      breaker,
      requestId: c.get('requestId'),
      signal: listener.signal,
      defer: (work) => c.executionCtx.waitUntil(work),
      onReport: (report) => {
        record.report = report;
      },
    };
    const { start, leave } = takePlace(deps, record, listener.signal, () => deps.startSpeech(order, context));
    const stream = { format, sse, sampleRate, ignored, decidedElsewhere, start, listener, leave };
    return await speechResponse(c, deps, stream);
  };
}

/** Faults of the order itself, before anything is answered or begun. */
function checkService(deps: GatewayDeps, config: GatewayConfig, order: Order): CheckedOrder {
  const service = config.services[order.service];
  const gap = service.fallback === undefined ? deps.serviceGap(service) : undefined;
  if (gap !== undefined) throw new Problem('not_configured', gap);
  return deps.checkOrder(order, service);
}

/** What is the same for every request. */
function speechContext(
  { fetch, clock, random, tokenDecoder }: GatewayDeps,
  { services, limits, lookAhead, attempts }: GatewayConfig,
): Omit<SpeechContext, 'breaker' | 'signal' | 'defer' | 'onReport'> {
  const decoder = tokenDecoder === undefined ? {} : { tokenDecoder };
  return { services, limits, lookAhead, attempts, fetch, clock, random, ...decoder };
}
