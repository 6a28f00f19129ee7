import { asProblem, Problem } from '@voxlane/schema';
import { Hono } from 'hono';
import type { AppDeps } from './app-deps.ts';
import type { AppEnv } from './app-env.ts';
import { apiKeys } from './middleware/api-keys.ts';
import { cors } from './middleware/cors.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { problemResponse } from './problem-response.ts';
import { health } from './routes/health.ts';
import { isPath, methodsOf, unmatched } from './routes/paths.ts';
import { ready } from './routes/ready.ts';
import { speechStream } from './routes/speech-stream.ts';

/** The edge as a web-standard app: middleware from the outside in, then routes. It knows no platform. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { config } = deps;
  const app = new Hono<AppEnv>();
  app.onError((error, c) => {
    const problem = asProblem(error);
    c.get('record').problem = problem;
    return problemResponse(problem, c.get('requestId'));
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

  app.use('/api/*', apiKeys(config.apiKeys), rateLimit(deps));
  app.get('/ready', ready(deps, config));
  app.post('/api/tts/stream', speechStream(deps, config));
  app.all('*', unmatched);
  return app;
}
