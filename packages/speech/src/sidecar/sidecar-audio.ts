import { Problem } from '@voxlane/schema';
import { ToRate } from '../to-rate.ts';
import { letGo } from './call-sidecar.ts';
import { noteSpeech } from './note-answer.ts';
import { openSpeech, type SidecarSpeech, sidecarSilence, stoppedAnswering } from './open-speech.ts';
import { rawRate } from './raw-rate.ts';
import { rawSamples } from './raw-samples.ts';
import { whileAlive } from './silence-watch.ts';

/**
 * An order spoken by a sidecar: mono floats at the order's rate, each network read as it arrives, made while the
 * consumer waits. The connection is all that is held: leaving early closes it, which is how the sidecar learns of it.
 * @throws Problem, also when the stream breaks off; the signal's reason when it aborts.
 */
export async function* sidecarAudio(
  speech: SidecarSpeech,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  const connection = new AbortController();
  const follow = () => connection.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', follow, { once: true });
  try {
    const response = await openSpeech(speech, connection.signal);
    const sampleRate = rateOf(response);
    noteSpeech(response.headers, speech.report);
    const toRate = new ToRate(speech.order.sampleRate);
    for await (const samples of bodySamples(response, speech, connection.signal)) {
      yield* toRate.push({ samples, sampleRate });
    }
    const tail = toRate.flush();
    if (tail.length > 0) yield tail;
  } finally {
    signal.removeEventListener('abort', follow);
    connection.abort(LEFT);
  }
}

const LEFT = new Error('the stream was left');

function rateOf(response: Response): number {
  try {
    return rawRate(response.headers);
  } catch (error) {
    letGo(response);
    throw error;
  }
}

async function* bodySamples(
  { body }: Response,
  speech: SidecarSpeech,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  if (body === null) return;
  const reader = body.getReader();
  const { clock, limits } = speech.context;
  let heard = false;
  const gone = () => (heard ? fellSilent(limits.chunkMs) : stoppedAnswering());
  const silence = sidecarSilence(speech, limits.chunkMs, gone);
  const read = () => whileAlive(() => readPiece(reader), silence, clock, signal);
  try {
    for await (const samples of rawSamples(read)) {
      heard = true;
      yield samples;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function readPiece(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (cause) {
    throw new Problem('sidecar_unreachable', 'The sidecar broke off the stream', { cause });
  }
}

function fellSilent(chunkMs: number): Problem {
  const message = `The sidecar sent nothing for ${chunkMs} ms (CHUNK_TIMEOUT_MS), and stopped answering`;
  return new Problem('chunk_timeout', message);
}
