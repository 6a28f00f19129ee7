import type { Operation } from '../faults/http-fault.ts';
import type { Endpoint } from '../job/endpoint.ts';
import { DEFAULT_RUNSYNC_WAIT_MS } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { refuseKey } from './api-key.ts';
import { ENDPOINT_OPERATIONS } from './endpoint-operations.ts';
import { jobBody, statusWord } from './job-bodies.ts';
import { JOB_OPERATIONS, unknownJob } from './job-operations.ts';
import { readSubmission } from './read-submission.ts';
import { readWait } from './read-wait.ts';
import { errorReply, json } from './replies.ts';
import { spoil } from './spoil.ts';

/** Operations that change something: a GET is refused. All others take GET and POST, as RunPod's own clients mix them. */
const POST_ONLY = new Set(['run', 'runsync', 'cancel', 'retry', 'purge-queue']);

/** Answers `/v2/{endpointId}/{op}[/{jobId}]`; `path` is what follows `/v2`. */
export async function queueApi(
  platform: Platform,
  path: readonly string[],
  request: Request,
  url: URL,
): Promise<Response> {
  const [endpointId = '', op = '', jobId, ...rest] = path;
  const refusal = refuseKey(request, platform.options.apiKeys ?? []);
  if (refusal !== undefined) return refusal;
  const endpoint = platform.endpoints.get(endpointId);
  if (endpoint === undefined || endpoint.config.kind === 'plain')
    return errorReply(404, `endpoint ${endpointId} not found`);
  if (endpoint.config.kind === 'lb' && op !== 'health') return errorReply(400, 'not allowed for QB API');
  if (POST_ONLY.has(op) && request.method !== 'POST') return errorReply(405, 'method not allowed', { allow: 'POST' });
  const tooMany = endpoint.config.rateLimits ? platform.rates.refuse(endpointId, op) : undefined;
  if (tooMany !== undefined) return rateLimited(tooMany);
  if (rest.length > 0) return errorReply(404, 'not found');
  if (jobId !== undefined) return jobCall(platform, endpoint, op, jobId, request, url);
  if (op === 'run' || op === 'runsync') return submit(platform, endpoint, op, request, url);
  return endpointCall(platform, endpoint, op, request);
}

function rateLimited(waitMs: number): Response {
  return errorReply(429, 'rate limit exceeded', { 'retry-after': String(Math.ceil(waitMs / 1_000)) });
}

async function submit(
  platform: Platform,
  endpoint: Endpoint,
  op: 'run' | 'runsync',
  request: Request,
  url: URL,
): Promise<Response> {
  const { order, met } = await readSubmission(platform, endpoint.id, request, op);
  const wait = readWait(url, DEFAULT_RUNSYNC_WAIT_MS);
  return spoil(met.counter.next(met.faults.http, op), request.signal, async () => {
    met.use();
    const job = platform.submit(order, endpoint);
    if (op === 'runsync') await job.waitUntil(() => job.ended, wait, request.signal);
    if (job.deleted) return unknownJob();
    return json(job.ended ? jobBody(job, platform.options.clock.now()) : { id: order.id, status: statusWord(job) });
  });
}

async function jobCall(
  platform: Platform,
  endpoint: Endpoint,
  op: string,
  jobId: string,
  request: Request,
  url: URL,
): Promise<Response> {
  const operation = Object.hasOwn(JOB_OPERATIONS, op) ? JOB_OPERATIONS[op] : undefined;
  if (operation === undefined) return errorReply(404, 'not found');
  const job = platform.find(endpoint.id, jobId);
  if (job === undefined) return unknownJob();
  const fault = job.httpFaults.next(job.order.faults.http, op as Operation);
  const { signal } = request;
  return spoil(fault, signal, () => operation({ platform, endpoint, job, url, signal }));
}

async function endpointCall(platform: Platform, endpoint: Endpoint, op: string, request: Request): Promise<Response> {
  const operation = Object.hasOwn(ENDPOINT_OPERATIONS, op) ? ENDPOINT_OPERATIONS[op] : undefined;
  if (operation === undefined) return errorReply(404, 'not found');
  const met = platform.rules.meetCall(endpoint.id);
  const fault = met?.counter.next(met.faults.http, op as Operation);
  return spoil(fault, request.signal, async () => operation(platform, endpoint));
}
