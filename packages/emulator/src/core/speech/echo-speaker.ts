import voices from '@voxlane/nano/voices.json' with { type: 'json' };
import { hashText } from './hash-text.ts';

/** The speakers of the built-in codec model, the one who speaks when nobody is named first. */
export const ECHO_SPEAKERS = ['slt', 'rms', 'awb'] as const;
export type EchoSpeaker = (typeof ECHO_SPEAKERS)[number];

/**
 * The speaker of a `speaker_voice`, a name or the name of a reference recording such as `slt.wav`, in any letter case.
 * Each name that nobody has always gets the same one of the three; no name gets the first.
 */
export function echoSpeaker(voice: string): EchoSpeaker {
  const name = voice.toLowerCase().replace(/\.\w+$/, '');
  const known = ECHO_SPEAKERS.find((speaker) => speaker === name);
  const place = name === '' ? 0 : hashText(name) % ECHO_SPEAKERS.length;
  return known ?? (ECHO_SPEAKERS[place] as EchoSpeaker);
}

/** The 128 numbers that give decoded tokens a speaker's voice. */
export function embeddingOf(speaker: EchoSpeaker): number[] {
  return [...voices[speaker].embedding];
}

/** The embedding of another speaker than the one whose embedding is given. */
export function otherEmbedding(embedding: readonly unknown[]): number[] {
  const own = ECHO_SPEAKERS.find((speaker) => voices[speaker].embedding[0] === embedding[0]);
  return embeddingOf(own === 'rms' ? 'awb' : 'rms');
}
