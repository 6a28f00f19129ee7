/**
 * Enough tokens at once for sound to begin with, and then so few at a time that each further second of speech takes two:
 * a stream of a sentence that lasts three seconds is in its middle for as long.
 */
export const SLOW_GPU = { pace: { msPerChunk: 400, firstChunkMs: 2_000, chunkMs: 200 } };
