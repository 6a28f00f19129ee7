/** Tokens, an embedding or the JSON around them are not what the decoder takes. The message may be shown to the sender. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code = 'bad_tokens';
  /** The same input fails again. */
  readonly retryable = false;
}
