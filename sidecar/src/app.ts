import { bearerKeys, type GatewayEnv, gatewayApp, pathTable, speechStream } from '@voxlane/gateway';
import type { Hono } from 'hono';
import type { AppDeps } from './app-deps.ts';
import { needsModel } from './middleware/needs-model.ts';
import { reportHeaders } from './middleware/report-headers.ts';
import { unbuffered } from './middleware/unbuffered.ts';
import { decode } from './routes/decode.ts';
import { metrics } from './routes/metrics.ts';
import { ready } from './routes/ready.ts';

const READ = ['GET', 'HEAD', 'OPTIONS'];
const WRITE = ['POST', 'OPTIONS'];

const { routeOf, methodsOf, unmatched } = pathTable({
  '/api/tts/stream': WRITE,
  '/v1/decode': WRITE,
  '/health': READ,
  '/ready': READ,
  '/metrics': READ,
});

/** The sidecar as a web-standard app: middleware from the outside in, then routes. */
export function createApp(deps: AppDeps): Hono<GatewayEnv> {
  const { config } = deps;
  // Whoever watches over the process has no secret to show, and learns nothing that is one.
  const app = gatewayApp(deps, config.allowedOrigins, { routeOf, methodsOf });
  app.get('/ready', ready(deps));
  app.use(bearerKeys(config.keys), unbuffered, reportHeaders);
  const loaded = needsModel(deps);
  app.get('/metrics', metrics(deps));
  app.post('/api/tts/stream', loaded, speechStream(deps, config));
  app.post('/v1/decode', loaded, decode(deps));
  app.all('*', unmatched);
  return app;
}
