import type { MiddlewareHandler } from 'hono';
import type { GatewayEnv } from '../gateway-env.ts';

const SANE_ID = /^[\w.-]{1,128}$/;

/** Gives each request an id: the client's `X-Request-Id` when it is fit for a log and a header, else a new one. */
export function requestId(newId: () => string): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const given = c.req.header('x-request-id') ?? '';
    const id = SANE_ID.test(given) ? given : newId();
    c.set('requestId', id);
    await next();
    c.res.headers.set('X-Request-Id', id);
  };
}
