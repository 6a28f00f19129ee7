import type { MiddlewareHandler } from 'hono';
import type { AllowedOrigins } from '../config/address-settings.ts';
import type { GatewayEnv } from '../gateway-env.ts';

/** OpenAI's client sends a dozen of its own from a browser; the star covers all but `Authorization`. */
const REQUEST_HEADERS = 'Authorization, Content-Type, X-Request-Id, *';
const EXPOSED_HEADERS = [
  'X-Request-Id',
  'X-Sample-Rate',
  'X-Channels',
  'Server-Timing',
  'Retry-After',
  'X-Should-Retry',
  'X-Cache',
  'Content-Disposition',
  'X-Ignored-Fields',
].join(', ');
/** Seconds a browser may remember a preflight: two hours, the most that Chromium takes. */
const PREFLIGHT_MAX_AGE = '7200';

/**
 * Lets the pages of `allowed` origins read every answer, errors and streams alike, and answers each `OPTIONS`.
 * @param methodsOf the methods of a path, as `Allow` lists them.
 */
export function cors(allowed: AllowedOrigins, methodsOf: (path: string) => string): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const methods = methodsOf(c.req.path);
    if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 204, headers: { Allow: methods } });
    else await next();

    const { headers } = c.res;
    if (allowed !== '*') headers.append('Vary', 'Origin');
    const origin = grantedOrigin(allowed, c.req.header('origin'));
    if (origin === undefined) return;
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    if (c.req.method !== 'OPTIONS') return;
    headers.set('Access-Control-Allow-Methods', methods);
    headers.set('Access-Control-Allow-Headers', REQUEST_HEADERS);
    headers.set('Access-Control-Max-Age', PREFLIGHT_MAX_AGE);
  };
}

function grantedOrigin(allowed: AllowedOrigins, origin: string | undefined): string | undefined {
  if (allowed === '*') return '*';
  return origin !== undefined && allowed.has(origin) ? origin : undefined;
}
