/** What an API error says beside its sentence. */
interface ApiErrorFacts {
  /** HTTP status; 0 when no answer came at all. */
  status: number;
  /** The stable code of the API; `network` when no answer came, `http_STATUS` when the answer was none of the API's. */
  code: string;
  /** Seconds after which another try makes sense. */
  retryAfterS?: number | undefined;
  cause?: unknown;
}

/** An answer that is no speech, or no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly retryAfterS: number | undefined;

  constructor(message: string, { status, code, retryAfterS, cause }: ApiErrorFacts) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}
