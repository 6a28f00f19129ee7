import type { Problem } from '@voxlane/schema';

/** Seconds named in `Retry-After` when a problem that passes does not say how long it takes. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

/** The fields of an error on `/api/*`, `/health` and `/ready`, and of `speech.audio.error`. */
export interface ProblemBody {
  error: string;
  code: string;
  tier: 'middleware';
  requestId: string;
  details?: Problem['details'];
}

/** A problem as its error fields. */
export function problemBody(problem: Problem, requestId: string): ProblemBody {
  const { message, code, details } = problem;
  return { error: message, code, tier: 'middleware', requestId, ...(details === undefined ? {} : { details }) };
}

/** A problem as the response to a request whose status line is still ours to choose. */
export function problemResponse(problem: Problem, requestId: string): Response {
  // The listener is gone: whatever is returned here goes nowhere.
  if (problem.code === 'client_closed') return new Response(null, { status: problem.status });
  const headers = { 'Cache-Control': 'no-store', ...retryHeader(problem), ...problem.headers };
  return Response.json(bodyOf(problem, requestId), { status: problem.status, headers });
}

/** Clients of the streaming route know the answer to a switched-off gateway by its exact fields. */
function bodyOf(problem: Problem, requestId: string) {
  if (problem.code !== 'streaming_disabled') return problemBody(problem, requestId);
  return { error: 'Streaming is disabled', message: 'Set ENABLE_STREAMING=true to enable' };
}

function retryHeader({ status, retryable, retryAfterSeconds }: Problem): Record<string, string> {
  const passes = status === 429 || (status === 503 && retryable);
  const seconds = retryAfterSeconds ?? (passes ? DEFAULT_RETRY_AFTER_SECONDS : undefined);
  return seconds === undefined ? {} : { 'Retry-After': String(Math.ceil(seconds)) };
}
