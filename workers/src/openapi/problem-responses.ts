import { PROBLEMS, type ProblemCode } from '@voxlane/schema';
import { type HeaderName, headerRefs } from './headers.ts';
import type { JsonSchema, ResponseObject, Responses } from './openapi-document.ts';
import { PROBLEM_CODES } from './problem-codes.ts';
import { ref } from './ref.ts';

type Status = (typeof PROBLEMS)[ProblemCode]['status'];

/** What each status means, to people. */
const MEANINGS: Readonly<Record<Status, string>> = {
  400: 'The request is not valid.',
  401: 'An API key is missing or not known.',
  404: 'There is no such thing here.',
  405: 'The path does not take this method.',
  408: 'The body of the request did not arrive in time.',
  413: 'The body of the request is too large.',
  415: 'The body of the request is no plain JSON.',
  429: 'Too many requests, here or at the GPU platform.',
  499: 'The listener left.',
  500: 'A fault of the gateway.',
  502: 'The GPU side failed.',
  503: 'No service or no place for this request now.',
  504: 'Something took too long.',
};

/** How errors look on a route. */
export interface ProblemStyle {
  /** Name of the shape among the components. */
  shape: string;
  /** The part of the shape that says which codes can come. */
  codesOf: (codes: JsonSchema) => JsonSchema;
  headers: readonly HeaderName[];
}

/** Errors in the lane's own shape. */
export const LANE_PROBLEMS: ProblemStyle = {
  shape: 'Problem',
  codesOf: (code) => ({ properties: { code } }),
  headers: ['X-Request-Id'],
};

/** Errors in OpenAI's shape. */
export const OPENAI_PROBLEMS: ProblemStyle = {
  shape: 'OpenaiProblem',
  codesOf: (code) => ({ properties: { error: { properties: { code } } } }),
  headers: ['X-Request-Id', 'X-Should-Retry'],
};

/** Errors in the shape of the Qwen contract. */
export const TTS_PROBLEMS: ProblemStyle = {
  shape: 'TtsProblem',
  codesOf: (code) => ({ properties: { code } }),
  headers: ['X-Request-Id'],
};

/** The answers that some problems become, one for each status that they have. */
export function problemResponses(codes: readonly ProblemCode[], style: ProblemStyle): Responses {
  const sent = PROBLEM_CODES.filter((code) => codes.includes(code));
  const byStatus = Map.groupBy(sent, (code) => PROBLEMS[code].status);
  const sorted = Array.from(byStatus).sort(([a], [b]) => a - b);
  return Object.fromEntries(sorted.map(([status, together]) => [status, problemResponse(status, together, style)]));
}

function problemResponse(status: Status, codes: readonly ProblemCode[], style: ProblemStyle): ResponseObject {
  const schema = { allOf: [ref(style.shape), style.codesOf({ enum: codes })] };
  return {
    description: `${MEANINGS[status]} ${adviceOn(codes)}`,
    headers: headerRefs([...style.headers, ...headersOf(status)]),
    content: { 'application/json': { schema } },
  };
}

function adviceOn(codes: readonly ProblemCode[]): string {
  const passing = codes.filter((code) => PROBLEMS[code].retryable);
  if (passing.length === 0) return 'The same request would fail again.';
  if (passing.length === codes.length) return 'The same request may succeed later.';
  return `The same request may succeed later after ${passing.map((code) => `\`${code}\``).join(', ')}.`;
}

function headersOf(status: Status): readonly HeaderName[] {
  if (status === 401) return ['WWW-Authenticate'];
  if (status === 415) return ['Accept', 'Accept-Encoding'];
  return status === 429 || status === 503 ? ['Retry-After'] : [];
}
