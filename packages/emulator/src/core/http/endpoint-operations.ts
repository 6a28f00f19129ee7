import type { Endpoint } from '../job/endpoint.ts';
import type { Job } from '../job/job.ts';
import type { Platform } from '../platform.ts';
import { statusWord } from './job-bodies.ts';
import { json } from './replies.ts';

/** Operations on an endpoint as a whole, by their name in the path. */
export const ENDPOINT_OPERATIONS: Readonly<Record<string, (platform: Platform, endpoint: Endpoint) => Response>> = {
  health,
  requests,
  'purge-queue': purgeQueue,
};

function jobsOf(platform: Platform, endpoint: Endpoint): Job[] {
  return platform.jobs().filter((job) => job.order.endpointId === endpoint.id);
}

function health(platform: Platform, endpoint: Endpoint): Response {
  const jobs = jobsOf(platform, endpoint);
  const count = (...statuses: string[]) => jobs.filter((job) => !job.deleted && statuses.includes(job.status)).length;
  return json({
    jobs: {
      completed: count('COMPLETED'),
      failed: count('FAILED', 'TIMED_OUT'),
      inProgress: count('IN_PROGRESS'),
      inQueue: count('IN_QUEUE'),
      retried: jobs.filter((job) => job.retries > 0).length,
    },
    workers: endpoint.workerCounts(),
  });
}

function requests(platform: Platform, endpoint: Endpoint): Response {
  const known = jobsOf(platform, endpoint).filter((job) => platform.find(endpoint.id, job.order.id) !== undefined);
  return json({ requests: known.map((job) => ({ id: job.order.id, status: statusWord(job) })) });
}

function purgeQueue(_platform: Platform, endpoint: Endpoint): Response {
  const removed = endpoint.purge();
  for (const job of removed) job.end('CANCELLED');
  return json({ removed: removed.length, status: 'completed' });
}
