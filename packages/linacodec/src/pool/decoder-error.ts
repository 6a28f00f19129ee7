/** A decode that did not work out through no fault of its input. */
export class DecoderError extends Error {
  readonly code = 'decoder_failed';
  /** Another attempt gets another thread. */
  readonly retryable = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DecoderError';
  }
}
