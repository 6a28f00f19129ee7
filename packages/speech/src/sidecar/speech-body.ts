import { type ServiceId, speechRequest } from '@voxlane/schema';
import type { RatedOrder } from './rated-order.ts';

/**
 * The body of `POST /api/tts/stream` that has a sidecar speak an order. Options stand beside the fields of the request,
 * and none of them takes the place of one.
 */
export function speechBody(order: RatedOrder, service: ServiceId): Record<string, unknown> {
  const options = Object.entries(order.options).filter(([name]) => !Object.hasOwn(speechRequest.shape, name));
  return {
    ...Object.fromEntries(options),
    text: order.text,
    service,
    ...(order.voice === undefined ? {} : { voice: order.voice }),
    ...(order.pieces === false ? { pieces: false } : {}),
    sample_rate: order.sampleRate,
    format: 'pcm',
  };
}
