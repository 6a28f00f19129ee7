import {
  bearerKeys,
  cors,
  type GatewayEnv,
  health,
  pathTable,
  problemResponse,
  requestId,
  requestLog,
  securityHeaders,
  speechStream,
} from '@voxlane/gateway';
import { asProblem, Problem } from '@voxlane/schema';
import { Hono } from 'hono';
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
  const app = new Hono<GatewayEnv>();
  app.onError((error, c) => {
    const problem = asProblem(error);
    c.get('record').problem = problem;
    return problemResponse(problem, c.get('requestId'), c.req.path);
  });

  // Without readable settings nobody can say whose pages may read why.
  const origins = config instanceof Problem ? '*' : config.allowedOrigins;
  app.use(requestLog(deps, isPath), requestId(deps.newId), securityHeaders, cors(origins, methodsOf));
  app.get('/health', health(deps));
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
