import type { GatewayEnv } from '@voxlane/gateway';
import type { MiddlewareHandler } from 'hono';

/** Job ids that were known when the first audio was in hand are few; more would only make the header long. */
const MAX_JOBS = 20;
const FIT_FOR_HEADER = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/;

/**
 * Tells an edge what it cannot know itself, for its log line: by which jobs, also when nothing came of them, and of
 * speech who spoke, in how many pieces.
 */
export const reportHeaders: MiddlewareHandler<GatewayEnv> = async (c, next) => {
  await next();
  const { report, ended } = c.get('record');
  if (report === undefined) return;
  const { headers } = c.res;
  const jobs = report.jobs
    .filter((id) => FIT_FOR_HEADER.test(id))
    .slice(0, MAX_JOBS)
    .join(', ');
  if (jobs !== '') headers.set('X-Upstream-Jobs', jobs);
  if (ended === undefined) return;
  if (FIT_FOR_HEADER.test(report.voice)) headers.set('X-Voice', report.voice);
  headers.set('X-Pieces', String(report.pieces));
};
