import { Worker } from 'node:worker_threads';
import { int16ToFloat, parseWavHeader } from '@voxlane/audio';
import type { Synthesize, Utterance, Voice } from '../core/speech/synthesize.ts';
import { fliteVoice } from './flite-voice.ts';
import type { FliteReply, FliteRequest } from './flite-worker.ts';
import { speakableAscii } from './speakable-ascii.ts';

/** Utterances kept, the last ones used: a test or a demonstration says the same few things again and again. */
const MAX_KEPT = 64;

/** Speech by flite, off the main thread. */
export interface FliteSynthesizer {
  synthesize: Synthesize;
  /** Ends the thread; whoever still waits for speech gets an error. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(wav: Uint8Array): void;
  reject(error: Error): void;
}

/** Starts the thread that speaks. The module takes some milliseconds to compile; the first text waits for it. */
export function createFliteSynthesizer(): FliteSynthesizer {
  const waiting = new Map<number, Waiting>();
  const kept = new Map<string, Promise<Utterance>>();
  // WASI is marked experimental in Node; that is not for the user of an emulator to know.
  const worker = new Worker(new URL('./flite-worker.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  worker.unref();
  let ended: Error | undefined;
  let lastId = 0;

  worker.on('message', (reply: FliteReply) => {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('wav' in reply) caller?.resolve(reply.wav);
    else caller?.reject(new Error(reply.error));
  });
  worker.on('error', (error: Error) => end(error));
  worker.on('exit', () => end(new Error('the thread that speaks has ended')));

  function end(error: Error): void {
    ended ??= error;
    for (const caller of waiting.values()) caller.reject(ended);
    waiting.clear();
  }

  async function say(text: string, voice: Voice): Promise<Utterance> {
    if (ended !== undefined) throw ended;
    const person = fliteVoice(voice);
    const request: FliteRequest = { id: ++lastId, text: speakableAscii(text), voice: person };
    const wav = await new Promise<Uint8Array>((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
    return utteranceOf(wav, person.shift);
  }

  return {
    synthesize(text, voice) {
      const key = JSON.stringify([text, voice]);
      const spoken = kept.get(key) ?? say(text, voice);
      kept.delete(key);
      kept.set(key, spoken);
      spoken.catch(() => kept.delete(key));
      const oldest = kept.keys().next().value;
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      return spoken;
    },
    async close() {
      end(new Error('the synthesizer is closed'));
      await worker.terminate();
    },
  };
}

/** The samples of a WAV file; a higher rate than its own shifts pitch and timbre up. */
function utteranceOf(wav: Uint8Array, shift: number): Utterance {
  const parsed = parseWavHeader(wav);
  if (parsed.status !== 'complete') throw new Error('flite wrote a WAV file without samples');
  const { dataOffset, sampleRate } = parsed.header;
  return { samples: int16ToFloat(wav.subarray(dataOffset)), sampleRate: Math.round(sampleRate * shift) };
}
