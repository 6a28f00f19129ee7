import type { GatewayEnv } from '@voxlane/gateway';
import type { MiddlewareHandler } from 'hono';
import { type CodecModel, stillLoading } from '../codec/codec-model.ts';

/**
 * Turns speech away while the codec model is being loaded: before a GPU is woken whose tokens nobody could decode, and
 * while the answer may still have a status.
 * @throws Problem `overloaded`, with the time after which another try makes sense.
 */
export function needsModel(model: CodecModel): MiddlewareHandler<GatewayEnv> {
  return async (_c, next) => {
    if (model.loaded === undefined) throw stillLoading();
    await next();
  };
}
