import type { EndpointConfig } from '../endpoint-config.ts';
import type { Endpoint } from '../job/endpoint.ts';
import type { Job } from '../job/job.ts';
import { MAX_LB_BYTES } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { oneOf } from '../reader.ts';
import { isTokenMessage } from '../speech/token-message.ts';
import { abandonJob } from './abandon-job.ts';
import { refuseKey } from './api-key.ts';
import { LB_CONTENT_TYPES, lbBytes } from './lb-body.ts';
import { readJsonBody } from './read-json-body.ts';
import { isRecord, takeFaults } from './read-submission.ts';
import { edgePage, errorReply, json } from './replies.ts';
import { hang, spoil } from './spoil.ts';

/** Longest time that the load balancer leaves a request to its worker, in milliseconds. */
const PROCESSING_LIMIT_MS = 330_000;

const responseKind = oneOf('pcm', 'wav', 'ndjson', 'sse');

/** Answers `/lb/{endpointId}/{any path}`; `path` is what follows `/lb`. */
export async function lbApi(
  platform: Platform,
  path: readonly string[],
  request: Request,
  url: URL,
): Promise<Response> {
  const [endpointId = '', ...rest] = path;
  const refusal = refuseKey(request, platform.options.apiKeys ?? []);
  if (refusal !== undefined) return refusal;
  const endpoint = platform.endpoints.get(endpointId);
  if (endpoint === undefined || endpoint.config.kind !== 'lb') {
    return errorReply(404, `load-balancing endpoint ${endpointId} not found`);
  }
  if (rest.join('/') === 'ping') return ping(endpoint);
  if (request.method !== 'POST') return errorReply(405, 'method not allowed', { allow: 'POST' });
  return speak(platform, endpoint, request, url);
}

/** 200 when a worker is up, 204 while none is. */
function ping(endpoint: Endpoint): Response {
  const { ready, running } = endpoint.workerCounts();
  return ready + running > 0 ? json({ status: 'healthy' }) : new Response(null, { status: 204 });
}

async function speak(platform: Platform, endpoint: Endpoint, request: Request, url: URL): Promise<Response> {
  const body = await readJsonBody(request, MAX_LB_BYTES);
  const { response, ...given } = isRecord(body.input) ? body.input : body;
  const asked = response ?? url.searchParams.get('response') ?? endpoint.config.response;
  const kind = responseKind(asked, 'response');
  const { input, met } = takeFaults(platform, endpoint.id, request, given);
  const fault = met.faults.lb;
  return spoil(met.counter.next(met.faults.http, 'lb'), request.signal, async () => {
    met.use();
    if (fault?.fault === 'hang') return hang(request.signal);
    if (fault?.fault === 'no-workers') return errorReply(400, 'no workers available');
    if (fault?.fault === 'error-500') return json({ detail: 'Internal Server Error' }, 500);
    if (fault?.fault === 'edge-524' && !fault.afterChunks) return edgePage(524);
    const job = platform.submit(
      {
        id: platform.options.randomId(),
        endpointId: endpoint.id,
        input: { stream: true, ...input },
        faults: met.faults,
        origin: url.origin,
        ttlMs: PROCESSING_LIMIT_MS + endpoint.config.waitLimitMs,
        executionTimeoutMs: PROCESSING_LIMIT_MS,
        retentionMs: 0,
        // Nothing is stored: what a worker has sent is all there is.
        maxResultBytes: Number.POSITIVE_INFINITY,
      },
      endpoint,
    );
    return answer(platform, endpoint, job, kind, request.signal);
  });
}

async function answer(
  platform: Platform,
  endpoint: Endpoint,
  job: Job,
  kind: EndpointConfig['response'],
  signal: AbortSignal,
): Promise<Response> {
  const leave = () => abandonJob(platform, endpoint, job);
  signal.addEventListener('abort', leave, { once: true });
  await job.waitUntil(() => job.status !== 'IN_QUEUE', endpoint.config.waitLimitMs, signal);
  if (job.status === 'IN_QUEUE') {
    endpoint.withdraw(job);
    job.end('TIMED_OUT');
    return errorReply(400, 'timed out waiting for worker');
  }
  await job.waitUntil(() => job.waiting > 0 || job.ended, PROCESSING_LIMIT_MS, signal);
  if (job.status === 'FAILED') return errorReply(500, job.error ?? 'the handler failed');
  if (job.status === 'TIMED_OUT') return edgePage(524);
  if (isTokenMessage(job.next) && (kind === 'pcm' || kind === 'wav')) {
    leave();
    return errorReply(400, `this job streams tokens, which are no ${kind}: ask for the response ndjson or sse`);
  }
  const headers = { 'content-type': LB_CONTENT_TYPES[kind], 'x-runpod-worker-id': job.workerId ?? '' };
  return new Response(bodyOf(lbBytes(job, kind, signal), leave), { headers });
}

/** A body that pulls from `bytes`; whoever cancels it makes the worker stop. */
function bodyOf(bytes: AsyncGenerator<Uint8Array>, onCancel: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await bytes.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: onCancel,
  });
}
