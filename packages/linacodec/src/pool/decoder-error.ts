/** A decode that did not work out through no fault of its input. */
export class DecoderError extends Error {
  readonly code = 'decoder_failed';
  /** True where another attempt gets another thread; a closed decoder stays closed. */
  readonly retryable: boolean;

  constructor(message: string, { retryable = true, ...options }: ErrorOptions & { retryable?: boolean } = {}) {
    super(message, options);
    this.retryable = retryable;
    this.name = 'DecoderError';
  }
}
