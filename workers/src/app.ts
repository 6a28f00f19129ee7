import {
  batchRoute,
  bearerKeys,
  type GatewayEnv,
  gatewayApp,
  openaiBatchStyle,
  pathTable,
  readOpenaiOrder,
  readSpeechBatch,
  readTtsBatch,
  readTtsClip,
  readTtsStream,
  sharedState,
  speechRoute,
  speechStream,
  TTS_BATCH_STYLE,
} from '@voxlane/gateway';
import { Problem } from '@voxlane/schema';
import type { Hono } from 'hono';
import type { AppDeps } from './app-deps.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { docs } from './routes/docs.ts';
import { audioModels, model, models, voices } from './routes/lists.ts';
import { openapi } from './routes/openapi.ts';
import { ready } from './routes/ready.ts';

const READ = ['GET', 'HEAD', 'OPTIONS'];

const WRITE = ['POST', 'OPTIONS'];

const { routeOf, methodsOf, unmatched } = pathTable({
  '/api/tts/stream': WRITE,
  '/tts': WRITE,
  '/tts/stream': WRITE,
  '/tts/batch': WRITE,
  '/v1/audio/speech': WRITE,
  '/v1/audio/speech/batch': WRITE,
  '/v1/models': READ,
  '/v1/models/*': READ,
  '/v1/audio/models': READ,
  '/v1/audio/voices': READ,
  '/health': READ,
  '/ready': READ,
  '/openapi.json': READ,
  '/docs': READ,
});

/** Where speech is made, which needs a key where there are any, and is counted. */
const SPEAKING = ['/api/*', '/tts/*', '/v1/audio/speech', '/v1/audio/speech/*'];

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

  app.get('/ready', ready(deps, config));
  app.get('/openapi.json', openapi(deps, config));
  app.get('/docs', docs(deps, config));
  const keyed = bearerKeys(config.apiKeys);
  for (const path of SPEAKING) app.use(path, keyed, rateLimit(deps));
  if (config.listsNeedKey) app.use('/v1/*', keyed);
  app.get('/v1/models', models(deps, config));
  app.get('/v1/models/:id', model(deps, config));
  app.get('/v1/audio/models', audioModels(deps, config));
  const shared = sharedState(deps, config);
  app.get('/v1/audio/voices', voices(config, shared.catalog));
  app.post('/api/tts/stream', speechStream(deps, config, shared));
  app.post('/v1/audio/speech', speechRoute(deps, config, shared, readOpenaiOrder));
  app.post('/tts', speechRoute(deps, config, shared, readTtsClip));
  app.post('/tts/stream', speechStream(deps, config, shared, readTtsStream));
  const batch = { deps, config, shared, settings: config.batch };
  app.post('/tts/batch', batchRoute({ ...batch, read: readTtsBatch, styleOf: () => TTS_BATCH_STYLE }));
  app.post('/v1/audio/speech/batch', batchRoute({ ...batch, read: readSpeechBatch, styleOf: openaiBatchStyle }));
  app.all('*', unmatched);
  return app;
}
