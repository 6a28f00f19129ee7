import type { SpeechCacheLook, SpeechContext, SpeechOrder } from '@voxlane/speech';
import type { GatewayDeps } from '../gateway-deps.ts';
import { cacheWish } from '../request/cache-wish.ts';

/**
 * What was spoken before of the same order; undefined where nothing is kept, or the client wants none of it.
 * @param cacheControl of the request.
 */
export async function lookForKept(
  { speechCache }: Pick<GatewayDeps, 'speechCache'>,
  order: SpeechOrder,
  context: SpeechContext,
  cacheControl = '',
): Promise<SpeechCacheLook | undefined> {
  const cache = cacheWish(cacheControl);
  return cache === 'none' ? undefined : await speechCache?.look({ ...order, cache }, context);
}
