import { PROBLEMS, type ProblemCode } from './problem-code.ts';

/** One thing wrong with a request: where it stands, what is wrong, what would be right. */
export interface ProblemDetail {
  /** Path in the body, such as `text` or `options.top_k`; empty for the body as a whole. */
  path: string;
  message: string;
  /** What would be right: values, a range, a list. */
  allowed?: string | readonly string[];
}

interface ProblemExtra {
  cause?: unknown;
  details?: readonly ProblemDetail[];
  /** Seconds after which another try makes sense; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** Overrules the code's default where the case knows better. */
  retryable?: boolean;
  /** Response headers that belong to the problem, such as `Allow`. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * The one error class of the lane. Its message is written for the client: it names what was wrong and what would be
 * right, and never carries a key, a traceback or a host name. Routes turn it into HTTP in one place.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly details: readonly ProblemDetail[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, message: string, extra: ProblemExtra = {}) {
    super(message, 'cause' in extra ? { cause: extra.cause } : undefined);
    this.code = code;
    this.retryable = extra.retryable ?? PROBLEMS[code].retryable;
    this.details = extra.details;
    this.retryAfterSeconds = extra.retryAfterSeconds;
    this.headers = extra.headers ?? {};
  }

  /** The HTTP status that this problem has while the status line is still ours to choose. */
  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** Any thrown value as a Problem; what we did not foresee becomes `internal`, with the value as its cause. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('internal', 'Something went wrong inside the gateway; the log has the details', { cause: error });
}
