import { Problem } from '@voxlane/schema';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { httpProblem } from './http-problem.ts';
import { lateProblem } from './job-problem.ts';
import type { TimeLimits } from './limits.ts';

/** What calling a load-balancing endpoint needs from the world. */
export interface LbDeps {
  url: string;
  apiKey: string | undefined;
  fetch: typeof fetch;
  clock: Clock;
  limits: TimeLimits;
  /** True for a model that yields one whole clip: it has `clipMs` until it answers. */
  wholeClips?: boolean | undefined;
}

/** Pause between two tries while no worker is ready, in milliseconds; RunPod's advice is 5 to 10 seconds. */
const WORKER_PAUSE_MS = 5_000;
/** How RunPod says, with a 400, that the request never reached a worker. */
const NO_WORKER = /no workers? available|waiting for (?:a )?worker/i;
/** `no worker` is waited out only this often; after that somebody must look at the endpoint. */
const MAX_TRIES = 40;

/**
 * Posts to a load-balancing endpoint and waits for its status line, through a cold start if need be.
 *
 * Asked again only when RunPod says that no worker had it. @param signal ends the connection whenever it fires, also
 * later while the body is read. @throws Problem for every answer but 2xx, and when QUEUE_TIMEOUT_MS has passed.
 */
export async function openLbStream(
  input: Record<string, unknown>,
  deps: LbDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { clock, limits } = deps;
  const deadline = clock.now() + limits.queueMs;
  const late = () => lateProblem(deps.wholeClips ? 'making' : 'queued', limits);
  for (let attempt = 1; ; attempt++) {
    // The answer begins only when the clip is made, so that the two times cannot be told apart.
    const ms = deps.wholeClips ? limits.clipMs : deadline - clock.now();
    const outcome = await withDeadline(clock, ms, signal, late, () => post(input, deps, signal));
    if (outcome instanceof Response) return outcome;
    const said = String((outcome.cause as { said?: unknown } | undefined)?.said ?? '');
    if (outcome.code !== 'upstream_refused' || !NO_WORKER.test(said)) throw outcome;
    const wait = Math.max(WORKER_PAUSE_MS, (outcome.retryAfterSeconds ?? 0) * 1_000);
    if (attempt >= MAX_TRIES || clock.now() + wait >= deadline) throw lateProblem('queued', limits, `: ${said}`);
    await clock.sleep(wait, signal);
  }
}

async function post(input: Record<string, unknown>, deps: LbDeps, signal: AbortSignal): Promise<Response | Problem> {
  const headers = new Headers({
    accept: 'audio/*, application/x-ndjson, text/event-stream',
    'content-type': 'application/json',
  });
  if (deps.apiKey !== undefined) headers.set('authorization', `Bearer ${deps.apiKey}`);
  const send = deps.fetch;
  const body = JSON.stringify(input);
  const response = await send(deps.url, { method: 'POST', headers, body, signal, redirect: 'manual' }).catch(
    (cause: unknown) => {
      throw new Problem('upstream_unreachable', `${nameOf(deps)} could not be reached`, {
        cause,
        retryable: false,
      });
    },
  );
  return response.ok ? response : notOk(response, deps);
}

/** What speaks here, at the beginning of a sentence: servers of whole clips need not be RunPod's. */
function nameOf({ wholeClips }: LbDeps): string {
  return wholeClips ? 'The speech server' : 'The load-balancing endpoint';
}

/** A worker may have begun before it answered badly, so only a rate limit may be tried again. */
async function notOk(response: Response, deps: LbDeps): Promise<Problem> {
  const problem = await httpProblem(response, nameOf(deps), deps.clock.now());
  if (problem.code !== 'upstream_unreachable') return problem;
  return new Problem(problem.code, problem.message, { cause: problem.cause, retryable: false });
}
