/** What a {@link PlayerError} knows besides its message. */
export interface PlayerErrorOptions extends ErrorOptions {
  /** HTTP status of the answer, when there was one. */
  status?: number | undefined;
  code?: string | undefined;
  /** Seconds after which the server says that asking again makes sense. */
  retryAfterS?: number | undefined;
  retryable?: boolean;
}

/**
 * Why speech was not played, or not to its end. The message may be shown to the listener. Codes of our own: `network`,
 * `truncated`, `unsupported_type`, `unknown_rate`, `malformed`, `too_large`, `unsupported`, `empty`, `no_audio`; all
 * others are the server's.
 */
export class PlayerError extends Error {
  override readonly name = 'PlayerError';
  readonly status?: number;
  readonly code?: string;
  readonly retryAfterS?: number;
  /** True when the same request may succeed when it is sent again. */
  readonly retryable: boolean;

  constructor(message: string, { status, code, retryAfterS, retryable = false, ...options }: PlayerErrorOptions = {}) {
    super(message, options);
    this.retryable = retryable;
    if (status !== undefined) this.status = status;
    if (code !== undefined) this.code = code;
    if (retryAfterS !== undefined) this.retryAfterS = retryAfterS;
  }
}
