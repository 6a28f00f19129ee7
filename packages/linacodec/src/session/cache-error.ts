/** Why built models could not be had, and whether the same call may do better a moment later. */
const RETRYABLE = {
  /** The cache folder is read-only, full, or no folder. */
  cache_unwritable: false,
  /** The files of the checkpoint were replaced while they were read. */
  checkpoint_changed: true,
} as const;

export type CacheErrorCode = keyof typeof RETRYABLE;

/** The cache of built models cannot do its work. The message says what to set or to do. */
export class CacheError extends Error {
  override readonly name = 'CacheError';
  readonly code: CacheErrorCode;
  readonly retryable: boolean;

  constructor(code: CacheErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryable = RETRYABLE[code];
  }
}

/** What the system or onnxruntime says when there is no room or no right to write; reading leads to none of it. */
const NO_WRITING = /^(ENOSPC|EDQUOT|EROFS)\b|failed to write/i;

/** Whether work that reads and writes has failed for want of a place to write to. */
export function isWriteFailure(error: unknown): boolean {
  return error instanceof Error && NO_WRITING.test(error.message);
}

/** The error for a cache folder that does not take what is written. */
export function unwritable(cacheFolder: string, cause: unknown): CacheError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message =
    `built models cannot be written to the cache folder ${cacheFolder}: make room there, or set LINACODEC_CACHE to ` +
    `another folder (${reason})`;
  return new CacheError('cache_unwritable', message, { cause });
}
