import { newText } from '../client/spoken-text.ts';

/** Seconds that the emulator's tones take for a sentence, at least. */
const SENTENCE_SECONDS = 3;

/** A text of somewhat more than `minutes` of audio that no other call gives. */
export function longText(minutes: number): string {
  return newText(Math.ceil((minutes * 60) / SENTENCE_SECONDS));
}
