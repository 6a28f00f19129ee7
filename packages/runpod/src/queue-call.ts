import { Problem } from '@voxlane/schema';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { httpProblem } from './http-problem.ts';
import { readJson } from './read-body.ts';

/** Where calls go, and with what. */
export interface QueueCallDeps {
  /** `https://api.runpod.ai/v2/ID`. */
  base: string;
  apiKey: string | undefined;
  fetch: typeof fetch;
  clock: Clock;
}

/** One operation of the queue API. */
export interface QueueCall {
  method: 'GET' | 'POST';
  /** Operation, job id and query: `stream/ID?wait=5000`. */
  path: string;
  /** JSON text. */
  body?: string;
  /** Time for the whole exchange, in milliseconds. */
  timeoutMs: number;
  /** Most bytes of an answer. */
  maxBytes: number;
}

/**
 * One exchange with RunPod: the parsed answer, or the Problem that a status other than 2xx stands for.
 * @throws Problem when there was no whole answer: `connect_timeout`, `upstream_unreachable`, `upstream_bad_reply`;
 * the signal's reason when it aborted.
 */
export async function queueCall(call: QueueCall, deps: QueueCallDeps, signal: AbortSignal): Promise<unknown> {
  const operation = `RunPod's /${call.path.split(/[/?]/, 1)[0]}`;
  const headers = new Headers({ accept: 'application/json' });
  if (deps.apiKey !== undefined) headers.set('authorization', `Bearer ${deps.apiKey}`);
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  const late = () =>
    new Problem('connect_timeout', `${operation} did not answer within ${call.timeoutMs} ms (TIMEOUT_MS)`);
  // A method of an object would lose its `this`.
  const send = deps.fetch;
  return withDeadline(deps.clock, call.timeoutMs, signal, late, async (inner) => {
    const body = call.body === undefined ? {} : { body: call.body };
    const init = { method: call.method, headers, signal: inner, redirect: 'manual' as const, ...body };
    const response = await send(`${deps.base}/${call.path}`, init).catch((cause: unknown) => {
      throw new Problem('upstream_unreachable', `${operation} could not be reached`, { cause });
    });
    if (!response.ok) return httpProblem(response, operation, deps.clock.now());
    return readJson(response, call.maxBytes).catch((cause: unknown) => {
      if (cause instanceof Problem) throw cause;
      throw new Problem('upstream_unreachable', `${operation} broke off its answer`, { cause });
    });
  });
}
