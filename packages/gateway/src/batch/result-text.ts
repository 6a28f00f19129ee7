import { Problem } from '@voxlane/schema';
import { base64Pieces } from './base64-pieces.ts';
import type { ItemResult } from './batch-item.ts';
import type { BatchStyle } from './batch-style.ts';

/**
 * One result as JSON in one line, written while it is read: its clip is let go of piece by piece.
 * @param extra fields before its own.
 */
export function* resultText(
  { index, outcome }: ItemResult,
  style: BatchStyle,
  extra: Readonly<Record<string, unknown>> = {},
): Generator<string, void, undefined> {
  if (outcome instanceof Problem) {
    yield JSON.stringify({ ...extra, ...style.failed(index, outcome) });
    return;
  }
  const fields = JSON.stringify({ ...extra, ...style.spoken(index, outcome), [style.audioField]: '' });
  // All but the closing quote and brace, between which and the fields the audio belongs.
  yield fields.slice(0, -2);
  yield* base64Pieces(outcome.clip.drain());
  yield '"}';
}
