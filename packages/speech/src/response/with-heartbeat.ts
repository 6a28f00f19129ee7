import type { Clock } from '@voxlane/runpod';

/** When a wait shows that it is alive, and with what. */
export interface Heartbeat {
  clock: Clock;
  /** Milliseconds of silence before a beat, and between two. */
  everyMs: number;
  beat: Uint8Array;
}

/** Waits for `work` and yields a beat whenever it has been silent for too long; returns what `work` resolves to. */
export async function* withHeartbeat<T>(
  work: Promise<T>,
  { clock, everyMs, beat }: Heartbeat,
): AsyncGenerator<Uint8Array, T, undefined> {
  const outcome = work.then((value) => ({ value }));
  for (;;) {
    const timer = new AbortController();
    const silence = clock.sleep(everyMs, timer.signal).then(() => undefined);
    const first = await Promise.race([outcome, silence]).finally(() => timer.abort());
    if (first !== undefined) return first.value;
    yield beat;
  }
}
