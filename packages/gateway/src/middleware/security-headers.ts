import type { MiddlewareHandler } from 'hono';
import type { GatewayEnv } from '../gateway-env.ts';

/** Keeps browsers from guessing a type other than the one that was sent. */
export const securityHeaders: MiddlewareHandler<GatewayEnv> = async (c, next) => {
  await next();
  c.res.headers.set('X-Content-Type-Options', 'nosniff');
};
