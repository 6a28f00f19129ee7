import { hashText } from '../core/speech/hash-text.ts';
import type { Voice } from '../core/speech/synthesize.ts';

/** How flite speaks as somebody. */
export interface FliteVoice {
  /** One of the voices in the module. */
  name: 'slt' | 'rms' | 'awb' | 'kal16';
  /** Mean pitch in Hz. */
  pitchHz: number;
  /** Length of every sound against the voice's own: above 1 is slower. */
  stretch: number;
}

/** People to be told apart: pitch and speed lie within what each recorded voice takes without breaking up. */
const PEOPLE: readonly FliteVoice[] = [
  { name: 'slt', pitchHz: 170, stretch: 1 },
  { name: 'rms', pitchHz: 95, stretch: 1 },
  { name: 'awb', pitchHz: 125, stretch: 1.05 },
  { name: 'slt', pitchHz: 215, stretch: 0.92 },
  { name: 'slt', pitchHz: 190, stretch: 1.12 },
  { name: 'rms', pitchHz: 120, stretch: 0.9 },
  { name: 'awb', pitchHz: 155, stretch: 0.95 },
  { name: 'kal16', pitchHz: 105, stretch: 1 },
  { name: 'slt', pitchHz: 150, stretch: 1.08 },
  { name: 'rms', pitchHz: 80, stretch: 1.1 },
  { name: 'awb', pitchHz: 105, stretch: 1.15 },
  { name: 'kal16', pitchHz: 130, stretch: 0.92 },
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

/** Another take is spoken this much higher. */
const TAKE_STEP = 1.06;

/** The flite voice of a speaker; the same speaker always sounds the same. */
export function fliteVoice({ model, speaker, take }: Voice): FliteVoice {
  const key = `${model}/${speaker}`;
  const person = PEOPLE[KNOWN[key] ?? hashText(key) % PEOPLE.length] as FliteVoice;
  return { ...person, pitchHz: person.pitchHz * TAKE_STEP ** take };
}
