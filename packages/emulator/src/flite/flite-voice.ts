import { echoSpeaker } from '../core/speech/echo-speaker.ts';
import { hashText } from '../core/speech/hash-text.ts';
import type { Voice } from '../core/speech/synthesize.ts';

/** How flite speaks as somebody. */
export interface FliteVoice {
  /** One of the voices in the module. */
  name: 'slt' | 'rms' | 'awb' | 'kal16';
  /** Mean pitch in Hz; `rms` has its own, 102 Hz, and takes no other. */
  pitchHz?: number;
  /** Length of every sound against the voice's own: above 1 is slower. */
  stretch: number;
  /** Factor on pitch and timbre together, at the same speed: above 1 is a smaller person. */
  shift: number;
}

/** People to be told apart: pitch and speed lie within what each recorded voice takes without breaking up. */
const PEOPLE: readonly FliteVoice[] = [
  { name: 'slt', pitchHz: 170, stretch: 1, shift: 1 },
  { name: 'rms', stretch: 0.95, shift: 1 },
  { name: 'awb', pitchHz: 125, stretch: 1.05, shift: 1 },
  { name: 'slt', pitchHz: 215, stretch: 0.92, shift: 1.05 },
  { name: 'slt', pitchHz: 190, stretch: 1.12, shift: 0.95 },
  { name: 'rms', stretch: 0.9, shift: 1.2 },
  { name: 'awb', pitchHz: 155, stretch: 0.95, shift: 1 },
  { name: 'kal16', pitchHz: 105, stretch: 1, shift: 1 },
  { name: 'slt', pitchHz: 150, stretch: 1.08, shift: 1 },
  { name: 'rms', stretch: 1, shift: 0.86 },
  { name: 'awb', pitchHz: 105, stretch: 1.15, shift: 0.95 },
  { name: 'kal16', pitchHz: 130, stretch: 0.92, shift: 1.05 },
];

/** Places of the Vibe Voice speakers among the people; whoever is not named gets a place by the name's hash. */
const KNOWN: Readonly<Record<string, number>> = {
  'vibevoice/Alice': 0,
  'vibevoice/Carter': 1,
  'vibevoice/Frank': 2,
  'vibevoice/Maya': 3,
  'vibevoice/Mary': 4,
  'vibevoice/Samuel': 6,
  'vibevoice/Anchen': 7,
  'vibevoice/Bowen': 9,
  'vibevoice/Xinran': 8,
  'chatterbox/': 5,
};

/** Speakers of Qwen TTS, to be told apart from each other by recorded voice, pitch, size and speed. */
const QWEN_PEOPLE: Readonly<Record<string, FliteVoice>> = {
  Ryan: { name: 'rms', stretch: 0.98, shift: 1.06 },
  Vivian: { name: 'slt', pitchHz: 200, stretch: 0.96, shift: 1.02 },
  Serena: { name: 'slt', pitchHz: 160, stretch: 1.1, shift: 0.97 },
  Aiden: { name: 'awb', pitchHz: 140, stretch: 0.98, shift: 1.04 },
  Dylan: { name: 'kal16', pitchHz: 118, stretch: 0.96, shift: 1.02 },
  Eric: { name: 'awb', pitchHz: 112, stretch: 1.02, shift: 0.98 },
  Uncle_Fu: { name: 'rms', stretch: 1.12, shift: 0.82 },
  Ono_Anna: { name: 'slt', pitchHz: 225, stretch: 0.94, shift: 1.08 },
  Sohee: { name: 'slt', pitchHz: 161, stretch: 1.02, shift: 1.1 },
};

/** Another take is this much higher, or, as EchoTTS, slower. */
const TAKE_STEP = 1.04;

/**
 * The flite voice of a speaker; the same speaker always sounds the same. Speed is a matter of length, pitch one of the
 * shift, which every voice takes, also the one whose own pitch cannot be set.
 */
export function fliteVoice({ model, speaker, take, speed = 1, pitch = 1 }: Voice): FliteVoice {
  if (model === 'echotts') return { name: echoSpeaker(speaker), stretch: TAKE_STEP ** take, shift: 1 };
  const person = personOf(model, speaker);
  return { ...person, stretch: person.stretch / speed, shift: person.shift * pitch * TAKE_STEP ** take };
}

function personOf(model: Voice['model'], speaker: string): FliteVoice {
  const key = `${model}/${speaker}`;
  const known = model === 'qwen' ? QWEN_PEOPLE[speaker] : undefined;
  return known ?? (PEOPLE[KNOWN[key] ?? hashText(key) % PEOPLE.length] as FliteVoice);
}
