import type { GatewayEnv } from '@voxlane/gateway';
import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';

/** `GET /metrics`: everything that is counted, in Prometheus' text format. */
export function metrics({ metrics: read }: Pick<AppDeps, 'metrics'>): Handler<GatewayEnv> {
  return async () => {
    const { text, type } = await read();
    return new Response(text, { headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } });
  };
}
