import {
  bearerKeys,
  type GatewayEnv,
  gatewayApp,
  pathTable,
  readOpenaiOrder,
  speechRoute,
  speechStream,
} from '@voxlane/gateway';
import { Problem } from '@voxlane/schema';
import { CircuitBreaker } from '@voxlane/speech';
import type { Hono } from 'hono';
import type { AppDeps } from './app-deps.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { docs } from './routes/docs.ts';
import { audioModels, model, models, voices } from './routes/lists.ts';
import { openapi } from './routes/openapi.ts';
import { ready } from './routes/ready.ts';

const READ = ['GET', 'HEAD', 'OPTIONS'];

const { routeOf, methodsOf, unmatched } = pathTable({
  '/api/tts/stream': ['POST', 'OPTIONS'],
  '/v1/audio/speech': ['POST', 'OPTIONS'],
  '/v1/models': READ,
  '/v1/models/*': READ,
  '/v1/audio/models': READ,
  '/v1/audio/voices': READ,
  '/health': READ,
  '/ready': READ,
  '/openapi.json': READ,
  '/docs': READ,
});

/** The edge as a web-standard app: middleware from the outside in, then routes. It knows no platform. */
export function createApp(deps: AppDeps): Hono<GatewayEnv> {
  const { config } = deps;
  // Without readable settings nobody can say whose pages may read why.
  const origins = config instanceof Problem ? '*' : config.allowedOrigins;
  const app = gatewayApp(deps, origins, { routeOf, methodsOf });
  if (config instanceof Problem) {
    return app.all('*', () => {
      throw config;
    });
  }

  app.use('/api/*', bearerKeys(config.apiKeys), rateLimit(deps));
  app.get('/ready', ready(deps, config));
  app.get('/openapi.json', openapi(deps, config));
  app.get('/docs', docs(deps, config));
  // A service that fails on one route is spared on all.
  const breaker = new CircuitBreaker(deps.clock, config.breakerFailures);
  const keyed = bearerKeys(config.apiKeys);
  app.use('/v1/audio/speech', keyed, rateLimit(deps));
  if (config.listsNeedKey) app.use('/v1/*', keyed);
  app.post('/v1/audio/speech', speechRoute(deps, config, breaker, readOpenaiOrder));
  app.get('/v1/models', models(deps, config));
  app.get('/v1/models/:id', model(deps, config));
  app.get('/v1/audio/models', audioModels(deps, config));
  app.get('/v1/audio/voices', voices(config));
  app.post('/api/tts/stream', speechStream(deps, config, breaker));
  app.all('*', unmatched);
  return app;
}
