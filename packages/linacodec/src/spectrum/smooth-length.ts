/** Whether `length` has no prime factor above 5, so that a mixed-radix FFT of it is fast. */
export function isSmooth(length: number): boolean {
  let rest = length;
  for (const prime of [2, 3, 5]) while (rest > 1 && rest % prime === 0) rest /= prime;
  return rest === 1;
}

/** Smallest length of at least `least` (1 or more) that {@link isSmooth}. Gaps are small: 1% is a lot above 1000. */
export function smoothLength(least: number): number {
  let length = Math.max(1, Math.ceil(least));
  while (!isSmooth(length)) length++;
  return length;
}
