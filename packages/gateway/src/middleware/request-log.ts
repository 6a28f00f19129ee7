import type { MiddlewareHandler } from 'hono';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import { logLine } from '../log/log-line.ts';
import type { RequestRecord } from '../log/request-record.ts';

/**
 * Writes one line a request, when its answer is over: for a stream, when the last byte is out or the listener left.
 * @param routeOf the route of a path; what is none is the client's invention and stays out of the log.
 */
export function requestLog(
  { clock, log, tier }: Pick<GatewayDeps, 'clock' | 'log' | 'tier'>,
  routeOf: (path: string) => string | undefined,
): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const record: RequestRecord = { startedAt: clock.now(), begun: false };
    c.set('record', record);
    await next();
    const request = {
      tier,
      requestId: c.get('requestId'),
      method: c.req.method,
      route: routeOf(c.req.path) ?? '(unmatched)',
      status: c.res.status,
    };
    if (record.ended === undefined) log(logLine(request, record, clock.now()));
    else c.executionCtx.waitUntil(record.ended.then((end) => log(logLine(request, record, clock.now(), end))));
  };
}
