import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';
import type { AppEnv } from '../app-env.ts';

/** `GET /health`: this process answers. It asks nobody else, so it stays quick whatever the GPUs do. */
export function health({ date, version }: Pick<AppDeps, 'date' | 'version'>): Handler<AppEnv> {
  return (c) => {
    const body = { status: 'healthy', tier: 'middleware-cloudflare', timestamp: date().toISOString(), version };
    return c.json(body, 200, { 'Cache-Control': 'no-store' });
  };
}
