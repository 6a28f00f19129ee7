import type { GatewayEnv } from '@voxlane/gateway';
import { Problem } from '@voxlane/schema';
import type { MiddlewareHandler } from 'hono';
import type { AppDeps } from '../app-deps.ts';

/** Cloudflare's binding counts over 10 or 60 seconds and does not tell which: the shorter costs one more 429. */
const RETRY_AFTER_SECONDS = 10;

/** Bounds how often one key, or one address where no key is needed, may ask; off when no limit is bound. */
export function rateLimit({ rateLimit: limit, addressOf }: AppDeps): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const caller = c.get('keyHash') ?? addressOf(c.req.raw) ?? 'unknown';
    if (limit !== undefined && !(await limit(caller))) {
      throw new Problem('rate_limited', `Too many requests; try again in ${RETRY_AFTER_SECONDS} seconds`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    await next();
  };
}
