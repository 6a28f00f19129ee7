import type { Problem, ProblemDetail } from '@voxlane/schema';

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

/**
 * A problem as the response to a request whose status line is still ours to choose.
 * @param path of the request, which decides on the shape: OpenAI's on `/v1/*`, that of the Qwen contract on `/tts*`.
 */
export function problemResponse(problem: Problem, requestId: string, path: string): Response {
  // The listener is gone: whatever is returned here goes nowhere.
  if (problem.code === 'client_closed') return new Response(null, { status: problem.status });
  const headers = { 'Cache-Control': 'no-store', ...retryHeader(problem), ...problem.headers };
  if (isTtsPath(path)) return Response.json(ttsProblemBody(problem), { status: problem.status, headers });
  if (!isOpenaiPath(path)) return Response.json(bodyOf(problem, requestId), { status: problem.status, headers });
  // OpenAI's clients repeat by the status alone unless they are told, also where a job may be under way unknown to us.
  const advice = { 'X-Should-Retry': String(problem.retryable) };
  return Response.json(openaiProblemBody(problem), { status: problem.status, headers: { ...headers, ...advice } });
}

/** True for the paths of OpenAI's API, whose errors and events have its shape. */
function isOpenaiPath(path: string): boolean {
  return path.startsWith('/v1/');
}

/** True for the paths of the Qwen contract. */
function isTtsPath(path: string): boolean {
  return path === '/tts' || path.startsWith('/tts/');
}

/** Clients of the streaming route know the answer to a switched-off gateway by its exact fields. */
function bodyOf(problem: Problem, requestId: string) {
  if (problem.code !== 'streaming_disabled') return problemBody(problem, requestId);
  return { error: 'Streaming is disabled', message: 'Set ENABLE_STREAMING=true to enable' };
}

/** A fault of a request as FastAPI's clients read it. */
export interface TtsFault {
  /** `body`, then the way to the field: names, and places in lists. */
  loc: (string | number)[];
  msg: string;
  type: 'value_error';
}

/** A problem in the shape of the Qwen contract: a sentence, or where fields are at fault a list of them. */
export function ttsProblemBody({ code, message, details }: Problem): { detail: string | TtsFault[]; code: string } {
  const isList = code === 'invalid_request' && details !== undefined;
  return { detail: isList ? details.map(ttsFault) : message, code };
}

function ttsFault({ path, message }: ProblemDetail): TtsFault {
  const way = path === '' ? [] : path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return { loc: ['body', ...way], msg: message, type: 'value_error' };
}

/** Fields that OpenAI's API calls otherwise than the lane, whose own checks know nothing of it. */
const OPENAI_FIELDS: Readonly<Record<string, string>> = { text: 'input' };

/** A problem in the shape of OpenAI's errors: all four fields, whether or not there is something to say. */
export function openaiProblemBody({ message, status, code, details }: Problem) {
  const path = details?.[0]?.path ?? '';
  return { error: { message, type: openaiType(status), param: fieldName(path), code } };
}

function fieldName(path: string): string | null {
  if (path === '') return null;
  return Object.hasOwn(OPENAI_FIELDS, path) ? (OPENAI_FIELDS[path] ?? path) : path;
}

function openaiType(status: number): string {
  if (status === 429) return 'rate_limit_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}

function retryHeader({ status, retryable, retryAfterSeconds }: Problem): Record<string, string> {
  const passes = status === 429 || (status === 503 && retryable);
  const seconds = retryAfterSeconds ?? (passes ? DEFAULT_RETRY_AFTER_SECONDS : undefined);
  return seconds === undefined ? {} : { 'Retry-After': String(Math.ceil(seconds)) };
}
