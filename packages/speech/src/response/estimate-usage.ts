import type { SpeechReport } from '../speech.ts';

/** What a speech cost in tokens, as OpenAI's clients read it. */
export interface SpeechUsage {
  input_tokens: number;
  output_tokens: number;
  total_tokens: number;
}

/** UTF-16 units of text that are one token: the usual rule of thumb for English. */
const CHARACTERS_PER_TOKEN = 4;
/** One token for 50 ms of speech, as OpenAI counts audio that a model speaks. */
const TOKENS_PER_SECOND = 20;

/**
 * An estimate: the models of the lane do not count tokens, so text and audio are converted by fixed rates.
 * @param sampleRate rate of `report.samples` in Hz.
 */
export function estimateUsage(report: Pick<SpeechReport, 'characters' | 'samples'>, sampleRate: number): SpeechUsage {
  const input = Math.ceil(report.characters / CHARACTERS_PER_TOKEN);
  const output = Math.ceil((report.samples / sampleRate) * TOKENS_PER_SECOND);
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}
