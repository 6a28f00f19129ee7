/** How much is measured. Lengths are in seconds of audio. */
export interface Plan {
  /** Starts of a process with the built graphs in the cache. */
  cachedStarts: number;
  exact: { seconds: readonly number[]; runs: number; peakRuns: number };
  fast: { seconds: number; runs: number };
  firstAudio: { seconds: number; runs: number };
  manyStreams: { streams: readonly number[]; seconds: number };
  neighbours: { shortSeconds: number; longSeconds: number; runs: number };
  memory: { seconds: readonly number[] };
  longStream: { marks: readonly number[] };
  mainThread: { seconds: number };
}

/** A sentence, a paragraph, and what shows how cost grows with the length. */
export const FULL: Plan = {
  cachedStarts: 7,
  exact: { seconds: [2, 10, 30], runs: 5, peakRuns: 60 },
  fast: { seconds: 10, runs: 5 },
  firstAudio: { seconds: 10, runs: 7 },
  manyStreams: { streams: [1, 4, 16], seconds: 10 },
  neighbours: { shortSeconds: 2, longSeconds: 30, runs: 9 },
  memory: { seconds: [10, 30] },
  longStream: { marks: [10, 100, 1_000] },
  mainThread: { seconds: 10 },
};

/** Everything once and briefly: whether it works, and roughly what comes out. */
export const QUICK: Plan = {
  cachedStarts: 2,
  exact: { seconds: [2, 4], runs: 1, peakRuns: 20 },
  fast: { seconds: 2, runs: 2 },
  firstAudio: { seconds: 10, runs: 1 },
  manyStreams: { streams: [1, 4], seconds: 2 },
  neighbours: { shortSeconds: 2, longSeconds: 30, runs: 1 },
  memory: { seconds: [2, 4] },
  longStream: { marks: [5, 10, 20] },
  mainThread: { seconds: 2 },
};
