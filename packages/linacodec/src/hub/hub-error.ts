/** Why a model could not be fetched, and whether the same call may do better a moment later. */
const RETRYABLE = {
  /** The hub has no such repository, revision or file. */
  hub_not_found: false,
  /** The hub wants a token, another token, or its terms accepted. */
  hub_denied: false,
  /** No connection, a broken one, or a server in trouble. */
  hub_unreachable: true,
  /** The hub must not be asked, and the cache does not have it. */
  hub_offline: false,
  /** A file of the wrong size or content. */
  hub_bad_file: false,
  /** The caller's signal. */
  cancelled: false,
} as const;

export type HubErrorCode = keyof typeof RETRYABLE;

interface HubErrorExtra {
  cause?: unknown;
  /** Overrules the code's default where the case knows better. */
  retryable?: boolean;
}

/** A model could not be fetched. The message names what was wrong and what to set; it never carries a token. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: HubErrorCode;
  readonly retryable: boolean;

  constructor(code: HubErrorCode, message: string, extra: HubErrorExtra = {}) {
    super(message, 'cause' in extra ? { cause: extra.cause } : undefined);
    this.code = code;
    this.retryable = extra.retryable ?? RETRYABLE[code];
  }
}

/** Throws once the caller has lost interest. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new HubError('cancelled', 'the download was cancelled; what has arrived is kept', { cause: signal.reason });
}
