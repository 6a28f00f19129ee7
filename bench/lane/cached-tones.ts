import { Resampler } from '@voxlane/audio';
import { type Synthesize, toneSynthesizer, type Utterance } from '@voxlane/emulator';

/**
 * Tones at `sampleRate` Hz which sound the same for texts of the same words' lengths: each is made once, so that the
 * emulator spends its time on carrying audio and not on making it.
 */
export function cachedTones(sampleRate: number): Synthesize {
  const made = new Map<string, Promise<Utterance>>();
  return (text, voice) => {
    const key = text.replace(/\S/g, 'a');
    const utterance = made.get(key) ?? toneSynthesizer(key, voice).then((tone) => toRate(tone, sampleRate));
    made.set(key, utterance);
    return utterance;
  };
}

function toRate(tone: Utterance, sampleRate: number): Utterance {
  const resampler = new Resampler(tone.sampleRate, sampleRate);
  const [head, tail] = [resampler.push(tone.samples), resampler.flush()];
  const samples = new Float32Array(head.length + tail.length);
  samples.set(head);
  samples.set(tail, head.length);
  return { samples, sampleRate };
}
