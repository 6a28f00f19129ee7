import type { SpeechOrder } from '@voxlane/speech';

/** Fields that every request for speech may have. */
export interface SpeakingFields {
  speed?: number | null | undefined;
  pitch?: number | null | undefined;
  pieces?: boolean | null | undefined;
}

/** What of them an order has: those that were said. */
export function speakingFields({
  speed,
  pitch,
  pieces,
}: SpeakingFields): Pick<SpeechOrder, 'speed' | 'pitch' | 'pieces'> {
  return {
    ...(typeof speed === 'number' ? { speed } : {}),
    ...(typeof pitch === 'number' ? { pitch } : {}),
    ...(typeof pieces === 'boolean' ? { pieces } : {}),
  };
}
