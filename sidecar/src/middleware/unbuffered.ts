import type { GatewayEnv } from '@voxlane/gateway';
import type { MiddlewareHandler } from 'hono';

/**
 * Says that a stream is chunked, as it would be anyway over HTTP/1.1. Told so, the adapter to Node writes each piece as
 * it comes; else it looks ahead for an end, and would answer a stream that breaks meanwhile with a page of its own.
 */
export const unbuffered: MiddlewareHandler<GatewayEnv> = async (c, next) => {
  await next();
  if (c.get('record').ended !== undefined) c.res.headers.set('Transfer-Encoding', 'chunked');
};
