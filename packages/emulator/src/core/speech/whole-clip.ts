/** A whole text as one file, as models without streaming return it. */
export interface WholeClip {
  /** A WAV file in base64. */
  audio: string;
  /** Hz. */
  sample_rate: number;
}

/** Whether a returned value is a whole clip. */
export function isWholeClip(value: unknown): value is WholeClip {
  return typeof value === 'object' && value !== null && 'audio' in value && typeof value.audio === 'string';
}
