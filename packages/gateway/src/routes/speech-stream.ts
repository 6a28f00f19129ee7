import { Problem } from '@voxlane/schema';
import type { EventDialect, SpeechContext, SpeechOrder } from '@voxlane/speech';
import type { Handler } from 'hono';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import type { Delivery } from '../request/choose-delivery.ts';
import type { BodyBounds } from '../request/read-bounded.ts';
import { readOrder } from '../request/read-order.ts';
import { checkService } from './check-service.ts';
import { knownServices } from './known-services.ts';
import { listenerOf } from './listener.ts';
import { lookForKept } from './look-for-kept.ts';
import { openEncoder } from './open-encoder.ts';
import { type SharedState, sharedState } from './shared-state.ts';
import { speechContext } from './speech-context.ts';
import { speechResponse } from './speech-response.ts';
import { takePlace } from './take-place.ts';

/** What a request asks for, and how it wants it. */
export interface DeliveredOrder extends SpeechOrder, Delivery {
  /** How events are written, where they are asked for. */
  dialect?: EventDialect;
  /** Reads a clip that has no more bytes than this to its end before it answers, so that its length is known. */
  wholeUpTo?: number;
  /** The answer is WAV in pieces of this many bytes. */
  wavPieces?: number;
  /** What raw samples are called as a media type, where that is not the lane's own name. */
  pcmType?: string;
}

/** Reads what a request to a route asks for. @throws Problem for every fault of the request. */
export type OrderReader = (
  request: Request,
  config: GatewayConfig,
  bounds: Pick<BodyBounds, 'clock' | 'signal'>,
) => Promise<DeliveredOrder>;

/**
 * A route that streams what its requests ask for; ENABLE_STREAMING switches it off.
 * @param shared what all routes that speak have in common.
 * @param read how its requests are read; those of `POST /api/tts/stream` when left out.
 */
export function speechStream(
  deps: GatewayDeps,
  config: GatewayConfig,
  shared = sharedState(deps, config),
  read: OrderReader = readOrder,
): Handler<GatewayEnv> {
  const speak = speechRoute(deps, config, shared, read);
  return async (c, next) => {
    if (!config.enableStreaming)
      throw new Problem('streaming_disabled', 'Streaming is disabled; set ENABLE_STREAMING=true to enable');
    return await speak(c, next);
  };
}

/** A route that speaks what its requests ask for, however they say it. */
export function speechRoute(
  deps: GatewayDeps,
  config: GatewayConfig,
  shared: SharedState,
  read: OrderReader,
): Handler<GatewayEnv> {
  return async (c) => {
    const listener = listenerOf(c.req.raw);
    const order = await read(c.req.raw, config, { clock: deps.clock, signal: listener.signal });
    const encode = openEncoder(deps.encoders, order.format);
    const services = await knownServices(config.services, [order.service], shared.catalog);
    const { voice, ignored } = checkService(deps, services, order);
    const record = c.get('record');
    const { service, sampleRate, format, pcmType, sse, dialect, wholeUpTo, wavPieces } = order;
    const decidedElsewhere = config.services[service].sidecar !== undefined;
    const known = decidedElsewhere ? undefined : voice;
    record.order = { service, voice: known, characters: order.text.length, sampleRate };

    const context: SpeechContext = {
      ...speechContext(c, { deps, config, shared }, { services, signal: listener.signal, patient: sse }),
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
    const start = async () => {
      const speech = await place.start();
      if (record.order !== undefined) record.order.sampleRate = speech.sampleRate;
      return speech;
    };
    const whole = wholeUpTo === undefined ? undefined : { maxBytes: wholeUpTo, memory: shared.clipMemory };
    const how = { format, openEncoder: encode, pcmType, sse, dialect, whole, wavPieces, sampleRate };
    const stream = { ...how, ignored, decidedElsewhere, start, listener, leave };
    const response = await speechResponse(c, deps, stream);
    if (kept !== undefined) response.headers.set('X-Cache', kept.result);
    return response;
  };
}
