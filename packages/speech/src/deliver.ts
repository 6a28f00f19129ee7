import type { RequestLife } from './request-life.ts';
import type { SpeechReport } from './speech.ts';

/** What a delivery yields before its first audio. */
const BEGUN = new Float32Array(0);

/** Hands the audio on and counts it. Stopping early, or the end of the request's life, releases what is under way. */
export async function* deliver(
  first: Float32Array,
  rest: AsyncGenerator<Float32Array, void, undefined>,
  report: SpeechReport,
  life: RequestLife,
): AsyncGenerator<Float32Array, void, undefined> {
  const release = () => void rest.return();
  life.signal.addEventListener('abort', release, { once: true });
  try {
    yield BEGUN;
    life.signal.throwIfAborted();
    report.samples += first.length;
    yield first;
    for await (const block of rest) {
      report.samples += block.length;
      yield block;
    }
    // Released from outside, the loop ends as if all were said.
    life.signal.throwIfAborted();
  } finally {
    life.signal.removeEventListener('abort', release);
    life.end();
    await rest.return();
  }
}
