import type { Script } from './script.ts';

/** Where one piece may end, as offsets: from <= wanted <= stretched <= to. */
export interface Room {
  readonly start: number;
  /** Earliest end: the piece has `least` units and something to say. */
  readonly from: number;
  /** Latest end that keeps the piece within its wanted length. */
  readonly wanted: number;
  /** Latest end for the sake of a whole sentence or clause. */
  readonly stretched: number;
  /** Latest end at all: within `most`, and the rest has `least` units and something to say. */
  readonly to: number;
  /** The end of the text, when the piece may take in all the rest; else undefined. */
  readonly whole: number | undefined;
  /** The first piece: its early start is worth a cut inside a sentence, and it is not stretched. */
  readonly opening: boolean;
}

/** How far over its wanted length a later piece may go to end with a sentence or clause. */
const STRETCH = 2;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The room of the piece that begins at `start` and is to be `wanted` long; undefined when there is none. */
export function roomFor({ text, limits, voice }: Script, start: number, wanted: number): Room | undefined {
  const { least, most } = limits;
  const opening = start === 0;
  const from = Math.max(start + least, voice.firstEnd(start));
  const to = Math.min(text.length - least, voice.last, start + most);
  if (from > to) return undefined;
  const stretched = start + wanted * (opening ? 1 : STRETCH);
  return {
    start,
    from,
    wanted: clamp(start + wanted, from, to),
    stretched: clamp(stretched, from, to),
    to,
    whole: text.length - start <= most ? text.length : undefined,
    opening,
  };
}
