import type { BatchStyle } from './batch-style.ts';

/** The answer of `POST /tts/batch`. */
export const TTS_BATCH_STYLE: BatchStyle = {
  head: {},
  audioField: 'audio',
  spoken: (_index, { sampleRate }) => ({ success: true, sample_rate: sampleRate }),
  failed: (_index, { message, code }) => ({ success: false, error: message, code }),
  counts: ({ completed, failed }) => ({ completed_count: completed, failed_count: failed }),
};
