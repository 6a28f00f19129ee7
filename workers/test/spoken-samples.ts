import type { Speech, SpeechReport } from '@voxlane/speech';

/** Speech that a test made up, and how often its audio was released before its end. */
export interface SpokenSamples {
  speech: Speech;
  released: number;
}

/** Speech of the given blocks; an Error among them is thrown in its turn, a promise is waited for. */
export function spokenSamples(
  blocks: readonly (Float32Array | Error | Promise<Float32Array>)[],
  known: Partial<SpeechReport> = {},
): SpokenSamples {
  const report: SpeechReport = {
    service: 'vibevoice',
    voice: 'Alice',
    characters: 5,
    pieces: 1,
    jobs: ['job-1'],
    queueMs: 20.4,
    firstChunkMs: undefined,
    sidecarMs: {},
    firstAudioMs: 70.6,
    samples: 0,
    marks: [],
    ignored: [],
    ...known,
  };
  const spoken: SpokenSamples = { speech: { report, sampleRate: 48_000, audio: play() }, released: 0 };
  return spoken;

  async function* play(): AsyncGenerator<Float32Array, void, undefined> {
    let over = false;
    try {
      for (const block of blocks) {
        if (block instanceof Error) throw block;
        const samples = await block;
        report.samples += samples.length;
        yield samples;
      }
      over = true;
    } finally {
      if (!over) spoken.released += 1;
    }
  }
}
