import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';

/** Keeps browsers from guessing a type other than the one that was sent. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  c.res.headers.set('X-Content-Type-Options', 'nosniff');
};
