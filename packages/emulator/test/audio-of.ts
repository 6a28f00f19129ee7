import { decodeBase64 } from '@voxlane/audio';

/** Bytes of one test's audio at most. */
const maxBytes = 10_000_000;

/** The audio messages among yielded items. */
export function audioOf(items: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return items.filter((item) => item.audio_chunk !== undefined);
}

/** The decoded bytes of every audio message. */
export function bytesOf(items: readonly Record<string, unknown>[]): Uint8Array[] {
  return audioOf(items).map((item) => decodeBase64(item.audio_chunk as string, { maxBytes }));
}

/** The numbers of every audio message. */
export function numbersOf(items: readonly Record<string, unknown>[]): unknown[] {
  return audioOf(items).map((item) => item.chunk);
}
