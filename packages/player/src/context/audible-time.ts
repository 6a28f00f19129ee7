/**
 * When something that plays at `time` of the context's clock, in seconds, is heard: milliseconds on the axis of
 * `performance.now()`, the way to the speaker included as far as the browser knows it.
 */
export function audibleTime(context: AudioContext, time: number, now: number): number {
  const stamp = context.getOutputTimestamp?.();
  if (stamp?.contextTime && stamp.performanceTime) return stamp.performanceTime + (time - stamp.contextTime) * 1_000;
  const latencyS = context.outputLatency || context.baseLatency || 0;
  return now + (time - context.currentTime + latencyS) * 1_000;
}
