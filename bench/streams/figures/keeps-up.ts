import { spreadOf } from '../../figures/spread.ts';
import { type Late, lateness, type Timed } from './lateness.ts';

/**
 * A player that keeps this much more in hand than it needs of a machine with one stream never runs dry. Milliseconds:
 * a second is little beside the four of a window, and much beside the time that a window takes to decode.
 */
export const MOST_LATE_MS = 1_000;
/** What lateness may grow from the middle third of a stream to its last, in milliseconds: a quarter of that. */
export const MOST_GROWTH_MS = MOST_LATE_MS / 4;

/** A stream that is over. */
export interface EndedStream extends Timed {
  /** Why it ended before its end. */
  failure?: string;
}

/** How well many streams kept up with the tokens. */
export interface Verdict {
  /** Nobody failed, nobody was later than MOST_LATE_MS, and lateness did not grow. */
  holds: boolean;
  /** Streams that broke or did not give exactly the bytes of the one that was alone. */
  failed: number;
  /** Streams of which some byte was later than MOST_LATE_MS. */
  behind: number;
  /** Of every arrival, in milliseconds. */
  late: number[];
  /** Median lateness of the last third less that of the middle one, in milliseconds. */
  growthMs: number;
}

/** Holds streams against one of the same tokens that had the machine for itself. */
export function verdictOf(streams: readonly EndedStream[], alone: Timed): Verdict {
  const all = streams.map((stream) => lateness(stream, alone));
  const failed = streams.filter((stream) => stream.failure !== undefined || bytesOf(stream) !== bytesOf(alone)).length;
  const behind = all.filter((lates) => lates.some(({ lateMs }) => lateMs > MOST_LATE_MS)).length;
  const growthMs = growthOf(all.flat(), (alone.arrivals.at(-1)?.at ?? alone.begunAt) - alone.begunAt);
  return {
    holds: failed === 0 && behind === 0 && !(growthMs > MOST_GROWTH_MS),
    failed,
    behind,
    late: all.flat().map(({ lateMs }) => lateMs),
    growthMs,
  };
}

function growthOf(lates: readonly Late[], lengthMs: number): number {
  const third = (from: number, to: number) =>
    spreadOf(
      lates
        .filter(({ sinceBegin }) => sinceBegin >= from * lengthMs && sinceBegin < to * lengthMs)
        .map(({ lateMs }) => lateMs),
    ).p50;
  return third(2 / 3, Number.POSITIVE_INFINITY) - third(1 / 3, 2 / 3);
}

function bytesOf({ arrivals }: Timed): number {
  return arrivals.at(-1)?.total ?? 0;
}
