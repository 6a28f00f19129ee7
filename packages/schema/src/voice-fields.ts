import { z } from 'zod';

/** Longest voice name taken from outside, in UTF-16 units; a longer one is no name. */
export const MAX_VOICE_LENGTH = 200;

/** How fast speech can be asked for, 1 as the voice speaks. */
export const SPEED_RANGE = { min: 0.25, max: 4 } as const;
/** How high, 1 as the voice speaks: an octave down to an octave up. */
export const PITCH_RANGE = { min: 0.5, max: 2 } as const;
/** Models take seeds of 32 bits. */
const MAX_SEED = 4_294_967_295;

/** A field of every request: how fast. */
export const speed = within(SPEED_RANGE).nullish().describe('How fast, 1 as the voice speaks; the pitch stays.');

/** A field of every request: how high. */
export const pitch = within(PITCH_RANGE).nullish().describe('How high, 1 as the voice speaks; the speed stays.');

const SEED = `must be a whole number from 0 to ${MAX_SEED}`;

/** A field of every request: what randomness begins with. */
export const seed = z
  .int({ error: SEED })
  .min(0, { error: SEED })
  .max(MAX_SEED, { error: SEED })
  .nullish()
  .describe('For services that take one.');

/** Longest name of a language taken from outside, in UTF-16 units; templates hold no longer one. */
const MAX_LANGUAGE = 60;
const LANGUAGE = `must be the name of a language, of at most ${MAX_LANGUAGE} characters`;

/** A field of every request: which language. Some clients send an empty one for none. */
export const language = z
  .string({ error: LANGUAGE })
  .max(MAX_LANGUAGE, { error: LANGUAGE })
  .nullish()
  .describe('A language of the service, for services that are told one.');

/** A field of every request: whether a text may be cut. */
export const pieces = z
  .boolean({ error: 'must be true or false' })
  .nullish()
  .describe('False has the text spoken by one job as a whole, and not piece by piece.');

function within({ min, max }: { min: number; max: number }) {
  const error = `must be a number from ${min} to ${max}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}
