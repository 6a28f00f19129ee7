import { MAX_WAIT_MS, MIN_WAIT_MS } from '../limits.ts';
import { BodyError } from './read-json-body.ts';

/** Milliseconds of `?wait=`, or `whenAbsent`. Throws a BodyError in RunPod's words when it is out of range. */
export function readWait(url: URL, whenAbsent: number): number {
  const text = url.searchParams.get('wait');
  if (text === null) return whenAbsent;
  const wait = Number(text);
  if (Number.isInteger(wait) && wait >= MIN_WAIT_MS && wait <= MAX_WAIT_MS) return wait;
  throw new BodyError(`wait is invalid; must be between ${MIN_WAIT_MS} and ${MAX_WAIT_MS}`);
}
