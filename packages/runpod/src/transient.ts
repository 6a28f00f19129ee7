import type { Problem } from '@voxlane/schema';
import { isRetryableStatus } from './retry-delay.ts';

/** Errors of a connection that was never made: nothing reached the platform. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** True for a failure that the same read may not have a moment later: by its status, where there was an answer. */
export function isTransient(problem: Problem): boolean {
  const status = (problem.cause as { status?: unknown } | undefined)?.status;
  return typeof status === 'number' ? isRetryableStatus(status) : problem.retryable;
}

/** True for a connection that was refused before anything was sent, where the runtime tells. */
export function neverSent(problem: Problem): boolean {
  for (let cause: unknown = problem.cause; cause instanceof Error; cause = cause.cause) {
    if (NEVER_SENT.has(String((cause as { code?: unknown }).code))) return true;
  }
  return false;
}
