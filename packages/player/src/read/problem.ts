import { PlayerError } from '../player-error.ts';
import { passes } from './passes.ts';
import { type Fields, isFields } from './sse-fields.ts';

/** What the answer says besides its body. */
export interface ProblemAnswer {
  status?: number;
  retryAfterS?: number | undefined;
}

/**
 * An error in any of the shapes that speech services use: `{error, code}`, `{error: {message, code}}`,
 * `{detail: text or [{msg}], code}`. What has none of them becomes a message of our own.
 */
export function problemOf(body: unknown, { status, retryAfterS }: ProblemAnswer = {}): PlayerError {
  const fields = isFields(body) ? body : {};
  const inner = isFields(fields.error) ? fields.error : fields;
  const code = text(inner.code) ?? text(fields.code);
  const message = text(inner.message) ?? text(fields.error) ?? detail(fields) ?? fallback(status);
  return new PlayerError(message, { status, code, retryAfterS, retryable: passes(code, status) });
}

function detail({ detail }: Fields): string | undefined {
  if (!Array.isArray(detail)) return text(detail);
  const parts = detail.flatMap((item) => (isFields(item) ? (text(item.msg) ?? []) : []));
  return parts.length === 0 ? undefined : parts.join('; ');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fallback(status: number | undefined): string {
  return status === undefined ? 'The speech failed.' : `The server answered with status ${status}.`;
}
