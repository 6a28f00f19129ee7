import type { Arrival } from '../figures/arrival.ts';

/** What one listener had. Times in milliseconds of the bench's clock. */
export interface Heard {
  text: string;
  askedAt: number;
  arrivals: readonly Arrival[];
  /** The header Server-Timing of the answer. */
  serverTiming?: string;
  /** Why it ended before its end. */
  failure?: string;
}

/** Bytes of audio that a listener had. */
export function bytesHeard({ arrivals }: Heard): number {
  return arrivals.at(-1)?.total ?? 0;
}
