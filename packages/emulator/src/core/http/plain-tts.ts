import type { Endpoint } from '../job/endpoint.ts';
import type { Job } from '../job/job.ts';
import { DEFAULT_EXECUTION_TIMEOUT_MS, MAX_RUN_BYTES } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { oneOf } from '../reader.ts';
import { readQwenOrder } from '../speech/qwen-order.ts';
import { abandonJob } from './abandon-job.ts';
import { ConnectionReset } from './connection-reset.ts';
import { type ClipKind, clipReply } from './plain-clip.ts';
import { detailReply, orderRefusal } from './plain-replies.ts';
import { readJsonBody } from './read-json-body.ts';
import { takeFaults } from './read-submission.ts';
import { spoil } from './spoil.ts';

const responseKind = oneOf('wav', 'json');

/**
 * Answers `POST /plain/{name}/tts`: one text, one clip. Throws a BodyError or a ReadError where the request is none, and
 * a ConnectionReset where the worker dies of it.
 */
export async function plainTts(platform: Platform, endpoint: Endpoint, request: Request, url: URL): Promise<Response> {
  const body = await readJsonBody(request, MAX_RUN_BYTES);
  const asked = responseKind(url.searchParams.get('response') ?? endpoint.config.clip, 'response');
  const { input, met } = takeFaults(platform, endpoint.id, request, body);
  const speak = async () => {
    const refusal = refusalOf(input);
    if (refusal !== undefined) return refusal;
    met.use();
    const job = submit(platform, endpoint, { input, faults: met.faults, origin: url.origin });
    return answer(platform, endpoint, job, met.faults.clip ?? asked, request.signal);
  };
  return spoil(met.counter.next(met.faults.http, 'tts'), request.signal, speak, detailReply);
}

/** What a server says before it bothers its model. */
function refusalOf(input: Readonly<Record<string, unknown>>): Response | undefined {
  try {
    readQwenOrder(input);
    return undefined;
  } catch (error) {
    return orderRefusal(error);
  }
}

function submit(platform: Platform, endpoint: Endpoint, what: Pick<Job['order'], 'input' | 'faults' | 'origin'>): Job {
  const order = {
    ...what,
    id: platform.options.randomId(),
    endpointId: endpoint.id,
    ttlMs: DEFAULT_EXECUTION_TIMEOUT_MS + endpoint.config.waitLimitMs,
    executionTimeoutMs: DEFAULT_EXECUTION_TIMEOUT_MS,
    retentionMs: 0,
    // Nothing stands between the server and its client that would refuse a size.
    maxResultBytes: Number.POSITIVE_INFINITY,
  };
  return platform.submit(order, endpoint);
}

async function answer(
  platform: Platform,
  endpoint: Endpoint,
  job: Job,
  kind: ClipKind,
  signal: AbortSignal,
): Promise<Response> {
  try {
    await job.waitUntil(() => job.status !== 'IN_QUEUE', endpoint.config.waitLimitMs, signal);
    if (job.status === 'IN_QUEUE') return busy(endpoint, job);
    await job.waitUntil(() => job.ended, DEFAULT_EXECUTION_TIMEOUT_MS, signal);
  } catch (reason) {
    abandonJob(platform, endpoint, job);
    throw reason;
  }
  if (job.crashed) throw new ConnectionReset();
  return job.status === 'COMPLETED'
    ? clipReply(job.output, kind)
    : detailReply(500, job.error ?? 'Internal Server Error');
}

function busy(endpoint: Endpoint, job: Job): Response {
  endpoint.withdraw(job);
  job.end('TIMED_OUT');
  return detailReply(503, 'The server is busy: try again later');
}
