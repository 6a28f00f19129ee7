/** What a loaded codec can do here, and what it was asked to do. */
export interface Capacity {
  /** Seconds of work a second of audio, on one worker. */
  realTimeFactor: number;
  workers: number;
  /** Setting MAX_STREAMS. */
  maxStreams: number;
}

/** What an operator should know of the decoder's speed, in one line; it warns when more was promised than it holds. */
export function capacityNote({ realTimeFactor, workers, maxStreams }: Capacity): string {
  const holds = Math.floor(workers / realTimeFactor);
  const speed = `a second of speech is decoded in ${milliseconds(realTimeFactor)} ms on each of ${workers} workers`;
  if (holds >= maxStreams) return `${speed}: at best ${holds} streams in real time`;
  return `${speed}: at best ${holds} streams in real time, but MAX_STREAMS is ${maxStreams}; lower it, or see DECODE_FAST`;
}

function milliseconds(factor: number): string {
  return (factor * 1_000).toPrecision(2);
}
