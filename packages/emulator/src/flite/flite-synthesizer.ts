import { int16ToFloat, parseWavHeader } from '@voxlane/audio';
import type { Synthesize, Utterance, Voice } from '../core/speech/synthesize.ts';
import { startThread } from '../thread/start-thread.ts';
import { fliteVoice } from './flite-voice.ts';
import type { FliteOrder } from './flite-worker.ts';
import { speakableAscii } from './speakable-ascii.ts';

/** Utterances kept, the last ones used: a test or a demonstration says the same few things again and again. */
const MAX_KEPT = 64;

/** Speech by flite, off the main thread. */
export interface FliteSynthesizer {
  synthesize: Synthesize;
  /** Ends the thread; whoever still waits for speech gets an error. */
  close(): Promise<void>;
}

/** Starts the thread that speaks. The module takes some milliseconds to compile; the first text waits for it. */
export function createFliteSynthesizer(): FliteSynthesizer {
  const kept = new Map<string, Promise<Utterance>>();
  // WASI is marked experimental in Node; that is not for the user of an emulator to know.
  const thread = startThread<FliteOrder, Uint8Array>(new URL('./flite-worker.ts', import.meta.url), 'speaks', [
    '--disable-warning=ExperimentalWarning',
  ]);

  async function say(text: string, voice: Voice): Promise<Utterance> {
    const person = fliteVoice(voice);
    const wav = await thread.call({ text: speakableAscii(text), voice: person });
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
    close: () => thread.close(),
  };
}

/** The samples of a WAV file; a higher rate than its own shifts pitch and timbre up. */
function utteranceOf(wav: Uint8Array, shift: number): Utterance {
  const parsed = parseWavHeader(wav);
  if (parsed.status !== 'complete') throw new Error('flite wrote a WAV file without samples');
  const { dataOffset, sampleRate } = parsed.header;
  return { samples: int16ToFloat(wav.subarray(dataOffset)), sampleRate: Math.round(sampleRate * shift) };
}
