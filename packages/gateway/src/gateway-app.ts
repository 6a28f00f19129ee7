import { asProblem } from '@voxlane/schema';
import { Hono } from 'hono';
import type { AllowedOrigins } from './config/address-settings.ts';
import type { GatewayDeps } from './gateway-deps.ts';
import type { GatewayEnv } from './gateway-env.ts';
import { cors } from './middleware/cors.ts';
import { requestId } from './middleware/request-id.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { problemResponse } from './problem-response.ts';
import { health } from './routes/health.ts';
import type { Paths } from './routes/paths.ts';

/** An app with what every gateway has around its routes: errors as HTTP, log lines, ids, CORS, and `/health`. */
export function gatewayApp(
  deps: GatewayDeps,
  origins: AllowedOrigins,
  { routeOf, methodsOf }: Pick<Paths, 'routeOf' | 'methodsOf'>,
): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  app.onError((error, c) => {
    const problem = asProblem(error);
    c.get('record').problem = problem;
    return problemResponse(problem, c.get('requestId'), c.req.path);
  });
  app.use(requestLog(deps, routeOf), requestId(deps.newId), securityHeaders, cors(origins, methodsOf));
  return app.get('/health', health(deps));
}
