import { decodeBase64 } from '@voxlane/audio';

/** What became of one text of a batch. */
export type BatchEvent =
  | { index: number; clip: Blob; message?: undefined }
  | { index: number; clip?: undefined; message: string };

/** Most bytes of a clip: ten minutes of 16-bit speech at 48 kHz. */
export const MAX_CLIP_BYTES = 60_000_000;
/** Most characters of a message that are shown. */
const MAX_MESSAGE = 400;

/**
 * One result of a batch.
 * @returns undefined when it is none of a batch of `count` texts.
 */
export function batchEventOf(result: unknown, count: number): BatchEvent | undefined {
  const { index, status, audio_data: audio, media_type: type, error } = (result ?? {}) as Record<string, unknown>;
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count) return undefined;
  if (status === 'success' && typeof audio === 'string') {
    const clip = clipOf(audio, typeof type === 'string' ? type : 'audio/wav');
    return clip === undefined ? { index, message: 'The audio that came could not be read.' } : { index, clip };
  }
  return { index, message: typeof error === 'string' ? error.slice(0, MAX_MESSAGE) : 'It could not be spoken.' };
}

function clipOf(base64: string, type: string): Blob | undefined {
  try {
    return new Blob([decodeBase64(base64, { maxBytes: MAX_CLIP_BYTES })], { type });
  } catch {
    return undefined;
  }
}
