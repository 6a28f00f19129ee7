import { type GatewayEnv, listenerOf } from '@voxlane/gateway';
import { whenAborted } from '@voxlane/runpod';
import type { MiddlewareHandler } from 'hono';
import type { AppDeps } from '../app-deps.ts';
import { stillLoading } from '../codec/codec-model.ts';

/**
 * Longest wait for a model that is being loaded, in milliseconds: one that is built or in the cache is there by then, so
 * that whoever woke this sidecar is served. One that is being downloaded is not.
 */
const LOADING_MS = 8_000;

/**
 * Lets speech wait for the codec model, as many as there will be places for, and turns it away when that takes long:
 * before a GPU is woken whose tokens nobody could decode, and while the answer may still have a status.
 * @throws Problem `overloaded`, with the time after which another try makes sense.
 */
export function needsModel(deps: AppDeps): MiddlewareHandler<GatewayEnv> {
  const { model, config } = deps;
  const most = config.maxStreams + config.maxQueue;
  let waiting = 0;
  return async (c, next) => {
    if (model.loaded === undefined) {
      if (model.progress !== undefined || waiting >= most) throw stillLoading();
      waiting += 1;
      await untilLoaded(deps, listenerOf(c.req.raw).signal).finally(() => {
        waiting -= 1;
      });
    }
    await next();
  };
}

async function untilLoaded({ model, clock, admission }: AppDeps, listener: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const late = clock.sleep(LOADING_MS, timer.signal).then(() => Promise.reject(stillLoading()));
  try {
    await Promise.race([model.whenLoaded, late, whenAborted(listener), whenAborted(admission.closing)]);
  } finally {
    timer.abort();
    // Lost the race: nobody is left to hear it.
    late.catch(() => undefined);
  }
}
