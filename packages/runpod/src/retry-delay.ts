/** Answers that say "not now" rather than "no": RunPod's and its edge's own set. */
const RETRYABLE = new Set([429, 500, 502, 503, 504, 520, 522, 524]);

/** First pause between two tries in milliseconds; it doubles with each. */
const BASE_MS = 250;
/** Longest pause of our own choice in milliseconds. */
const MAX_MS = 4_000;
/** A longer `Retry-After` (seconds) is passed to the client instead of being waited for. */
const MAX_RETRY_AFTER_S = 300;

/** True when the same read may be asked again after this HTTP status. */
export function isRetryableStatus(status: number): boolean {
  return RETRYABLE.has(status);
}

/**
 * Pause before try number `attempt` + 1, in milliseconds: exponential with half of it random, and at least what the
 * upstream asked for.
 * @param random uniform in [0, 1).
 */
export function retryDelayMs(attempt: number, random: () => number, retryAfterSeconds: number | undefined): number {
  const full = Math.min(MAX_MS, BASE_MS * 2 ** attempt);
  return Math.max(full * (0.5 + random() / 2), (retryAfterSeconds ?? 0) * 1_000);
}

/**
 * Seconds that a 429 or 503 asks for: the longest of `Retry-After` (seconds or a date) and the reset of `RateLimit`
 * (`t=` or `reset=`), at most five minutes; undefined when it does not say.
 */
export function retryAfterSeconds(headers: Headers, nowMs: number): number | undefined {
  const hints = [fromRetryAfter(headers.get('retry-after'), nowMs), fromRateLimit(headers.get('ratelimit'))];
  const known = hints.filter((hint): hint is number => hint !== undefined && hint >= 0);
  return known.length === 0 ? undefined : Math.min(MAX_RETRY_AFTER_S, Math.ceil(Math.max(...known)));
}

function fromRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMs) / 1_000);
}

function fromRateLimit(value: string | null): number | undefined {
  const seconds = /(?:\bt|\breset)\s*=\s*(\d+)/.exec(value ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
