/** How far a quantity may be from the reference data. */
export interface Limit {
  /** Largest difference of any value. */
  maxAbs: number;
  /** Least signal-to-noise ratio, dB. */
  snr: number;
}

const CONTENT: Limit = { maxAbs: 3e-5, snr: 110 };
const MEL: Limit = { maxAbs: 2e-4, snr: 108 };
const LOW_BAND: Limit = { maxAbs: 1e-5, snr: 103 };

/**
 * Limits for float32 graphs that use the reference's constants and sum in another order: about ten times the noise of
 * the reference itself, which is its float32 result against its float64 result.
 */
export const LIMITS = {
  content_embedding: { maxAbs: 2e-6, snr: 130 },
  prenet: CONTENT,
  conv_upsampled: CONTENT,
  interpolated: CONTENT,
  mel_decoder: MEL,
  mel: MEL,
  backbone: { maxAbs: 5e-5, snr: 107 },
  upsampler: { maxAbs: 5e-4, snr: 98 },
  audio_48k_head: { maxAbs: 1.5e-4, snr: 88 },
  audio_24k_head: LOW_BAND,
  audio_24k_resampled: LOW_BAND,
  waveform: { maxAbs: 1e-4, snr: 90 },
} as const satisfies Record<string, Limit>;

/** Largest relative difference of the RMS of a block of samples. */
export const BLOCK_RMS_LIMIT = 1e-4;

/** How far 16-bit samples may be from the reference data. */
export const PCM16_LIMITS = {
  /** Largest difference of any sample, in steps of the last bit. */
  steps: 4,
  /** Least share of samples that are the same. */
  equal: 0.85,
  /** Least share of samples at most one step apart. */
  withinOne: 0.999,
};
