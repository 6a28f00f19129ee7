import { Problem } from '@voxlane/schema';
import {
  type CheckedOrder,
  CircuitBreaker,
  type EventDialect,
  type SpeechContext,
  type SpeechOrder,
} from '@voxlane/speech';
import type { Handler } from 'hono';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import type { Delivery } from '../request/choose-delivery.ts';
import type { BodyBounds } from '../request/read-bounded.ts';
import { readOrder } from '../request/read-order.ts';
import { listenerOf } from './listener.ts';
import { lookForKept } from './look-for-kept.ts';
import { openEncoder } from './open-encoder.ts';
import { speechResponse } from './speech-response.ts';
import { takePlace } from './take-place.ts';

/** What a request asks for, and how it wants it. */
export interface DeliveredOrder extends SpeechOrder, Delivery {
  /** How events are written, where they are asked for. */
  dialect?: EventDialect;
  /** True reads a clip that is not too long to its end before it answers. */
  whole?: boolean;
  /** What raw samples are called as a media type, where that is not the lane's own name. */
  pcmType?: string;
}

/** Reads what a request to a route asks for. @throws Problem for every fault of the request. */
export type OrderReader = (
  request: Request,
  config: GatewayConfig,
  bounds: Pick<BodyBounds, 'clock' | 'signal'>,
) => Promise<DeliveredOrder>;

/** `POST /api/tts/stream`: speech as it is made. @param breaker the one of all routes that speak. */
export function speechStream(
  deps: GatewayDeps,
  config: GatewayConfig,
  breaker = new CircuitBreaker(deps.clock, config.breakerFailures),
): Handler<GatewayEnv> {
  const speak = speechRoute(deps, config, breaker, readOrder);
  return async (c, next) => {
    if (!config.enableStreaming) throw new Problem('streaming_disabled', 'Streaming is disabled');
    return await speak(c, next);
  };
}

/** A route that speaks what its requests ask for, however they say it. */
export function speechRoute(
  deps: GatewayDeps,
  config: GatewayConfig,
  breaker: CircuitBreaker,
  read: OrderReader,
): Handler<GatewayEnv> {
  return async (c) => {
    const listener = listenerOf(c.req.raw);
    const order = await read(c.req.raw, config, { clock: deps.clock, signal: listener.signal });
    const encode = openEncoder(deps.encoders, order.format);
    const { voice, ignored } = checkService(deps, config, order);
    const record = c.get('record');
    const { service, sampleRate, format, pcmType, sse, dialect, whole } = order;
    const decidedElsewhere = config.services[service].sidecar !== undefined;
    const known = decidedElsewhere ? undefined : voice;
    record.order = { service, voice: known, characters: order.text.length, sampleRate };

    const context: SpeechContext = {
      ...speechContext(deps, config, sse),
      breaker,
      requestId: c.get('requestId'),
      signal: listener.signal,
      defer: (work) => c.executionCtx.waitUntil(work),
      onReport: (report) => {
        record.report = report;
      },
    };
    const kept = await lookForKept(deps, order, context, c.req.header('cache-control'));
    const begin = kept?.start ?? (() => deps.startSpeech(order, context));
    const place = takePlace(deps, record, listener.signal, begin);
    const leave = () => {
      place.leave();
      kept?.leave();
    };
    const how = { format, openEncoder: encode, pcmType, sse, dialect, whole, sampleRate, ignored, decidedElsewhere };
    const response = await speechResponse(c, deps, { ...how, start: place.start, listener, leave });
    if (kept !== undefined) response.headers.set('X-Cache', kept.result);
    return response;
  };
}

/** Faults of the order itself, before anything is answered or begun. */
function checkService(deps: GatewayDeps, config: GatewayConfig, order: SpeechOrder): CheckedOrder {
  const service = config.services[order.service];
  const gap = service.fallback === undefined ? deps.serviceGap(service) : undefined;
  if (gap !== undefined) throw new Problem('not_configured', gap);
  return deps.checkOrder(order, service);
}

/** What is the same for every request. */
function speechContext(
  { fetch, clock, random, tokenDecoder }: GatewayDeps,
  { services, limits: all, eventsQueueMs, lookAhead, attempts, keepsColdJobs }: GatewayConfig,
  sse: boolean,
): Omit<SpeechContext, 'breaker' | 'signal' | 'defer' | 'onReport'> {
  const limits = sse ? { ...all, queueMs: eventsQueueMs } : all;
  const decoder = tokenDecoder === undefined ? {} : { tokenDecoder };
  return { services, limits, lookAhead, attempts, keepsColdJobs, fetch, clock, random, ...decoder };
}
