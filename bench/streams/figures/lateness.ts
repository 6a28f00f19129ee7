import { type Arrival, arrivalOf } from '../../figures/arrival.ts';

/** What a stream heard, and since when. */
export interface Timed {
  /** When its first tokens were sent, in milliseconds of the bench's clock. */
  begunAt: number;
  arrivals: readonly Arrival[];
}

/** How late one arrival was. Milliseconds. */
export interface Late {
  /** Since the stream began. */
  sinceBegin: number;
  lateMs: number;
}

/**
 * For each arrival of a stream: how much later its first byte came than the same byte of the same tokens when the
 * machine had nothing else to do. Windows of a decoder lie where the number of tokens says, so bytes are comparable.
 * Negative for what came earlier. An arrival beyond the end of `alone` is left out.
 */
export function lateness({ begunAt, arrivals }: Timed, alone: Timed): Late[] {
  return arrivals.flatMap(({ at }, i) => {
    const usual = arrivalOf((arrivals[i - 1]?.total ?? 0) + 1, alone.arrivals);
    const sinceBegin = at - begunAt;
    return usual === undefined ? [] : [{ sinceBegin, lateMs: sinceBegin - (usual - alone.begunAt) }];
  });
}
