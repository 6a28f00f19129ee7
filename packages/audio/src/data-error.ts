/** What is wrong with the bytes: broken, of a kind we do not read, past a limit, or cut off. */
export type DataErrorCode = 'malformed' | 'unsupported' | 'too_large' | 'truncated';

/** Bytes or text from outside are not what they claim to be. The message may be shown to the sender. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code: DataErrorCode;
  /** The same bytes fail again. */
  readonly retryable = false;

  constructor(code: DataErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
