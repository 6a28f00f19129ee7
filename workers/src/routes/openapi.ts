import type { GatewayEnv } from '@voxlane/gateway';
import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';
import type { EdgeConfig } from '../config/read-config.ts';
import { keptDocument } from '../openapi/kept-document.ts';

/** `GET /openapi.json`: the API of this place as OpenAPI 3.1. It follows from the settings, so that it may change. */
export function openapi(deps: AppDeps, config: EdgeConfig): Handler<GatewayEnv> {
  const documentFor = keptDocument(deps, config);
  return (c) => c.json(documentFor(c.req.raw), 200, { 'Cache-Control': 'no-cache' });
}
