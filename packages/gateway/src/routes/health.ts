import type { Handler } from 'hono';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';

/** `GET /health`: this process answers. It asks nobody else, so it stays quick whatever the GPUs do. */
export function health({ date, version, tier }: Pick<GatewayDeps, 'date' | 'version' | 'tier'>): Handler<GatewayEnv> {
  return (c) => {
    const body = { status: 'healthy', tier, timestamp: date().toISOString(), version };
    return c.json(body, 200, { 'Cache-Control': 'no-store' });
  };
}
