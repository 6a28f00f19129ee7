/** What is known of a number that is looked for: `holds` does, and `breaks` does not; 0 and Infinity know nothing. */
export interface Bracket {
  holds: number;
  breaks: number;
}

/** How much a step goes up or down as long as only one side is known. */
const COARSE = 1.25;

/**
 * The number to be tried next between what holds and what breaks: steps of a quarter until both are known, then the
 * middle of them. Undefined when they are as close as `fineness`, a share, or neighbours.
 * @param guess where to begin
 */
export function nextStep({ holds, breaks }: Bracket, guess: number, fineness: number): number | undefined {
  if (holds === 0 && breaks === Number.POSITIVE_INFINITY) return Math.max(1, Math.round(guess));
  if (breaks === Number.POSITIVE_INFINITY) return Math.max(holds + 1, Math.round(holds * COARSE));
  if (breaks - holds <= Math.max(1, holds * fineness)) return undefined;
  if (holds === 0) return Math.min(breaks - 1, Math.round(breaks / COARSE));
  return Math.floor((holds + breaks) / 2);
}
