import type { BodyEnd, BodyOptions } from '@voxlane/speech';
import type { Context } from 'hono';
import type { GatewayEnv } from '../gateway-env.ts';
import { listenerLeft } from './listener.ts';
import type { StreamedSpeech } from './streamed-speech.ts';

/** What the body of an answer with speech needs; its end reaches the log, the listener's signal and `leave`. */
export function bodyOptions(
  c: Context<GatewayEnv>,
  { listener, leave }: Pick<StreamedSpeech, 'listener' | 'leave'>,
): BodyOptions {
  const ended = Promise.withResolvers<BodyEnd>();
  c.get('record').ended = ended.promise;
  const onEnd = (end: BodyEnd) => {
    if (end.outcome === 'cancelled') listener.abort(listenerLeft());
    leave();
    ended.resolve(end);
  };
  return { signal: listener.signal, defer: (work) => c.executionCtx.waitUntil(work), onEnd };
}
