import { bearerKeys, type GatewayEnv, gatewayApp, pathTable, speechStream } from '@voxlane/gateway';
import { Problem } from '@voxlane/schema';
import type { Hono } from 'hono';
import type { AppDeps } from './app-deps.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { ready } from './routes/ready.ts';

const { isPath, methodsOf, unmatched } = pathTable({
  '/api/tts/stream': ['POST', 'OPTIONS'],
  '/health': ['GET', 'HEAD', 'OPTIONS'],
  '/ready': ['GET', 'HEAD', 'OPTIONS'],
});

/** The edge as a web-standard app: middleware from the outside in, then routes. It knows no platform. */
export function createApp(deps: AppDeps): Hono<GatewayEnv> {
  const { config } = deps;
  // Without readable settings nobody can say whose pages may read why.
  const origins = config instanceof Problem ? '*' : config.allowedOrigins;
  const app = gatewayApp(deps, origins, { isPath, methodsOf });
  if (config instanceof Problem) {
    return app.all('*', () => {
      throw config;
    });
  }

  app.use('/api/*', bearerKeys(config.apiKeys), rateLimit(deps));
  app.get('/ready', ready(deps, config));
  app.post('/api/tts/stream', speechStream(deps, config));
  app.all('*', unmatched);
  return app;
}
