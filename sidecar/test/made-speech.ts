import type { Speech, SpeechReport } from '@voxlane/speech';

/** Speech that a test made up, and how often its audio was let go of. */
export interface MadeSpeech {
  speech: Speech;
  released: number;
}

/** Speech of the given blocks; an Error among them is thrown in its turn, a promise is waited for. */
export function madeSpeech(
  blocks: readonly (Float32Array | Error | Promise<Float32Array>)[],
  known: Partial<SpeechReport> = {},
): MadeSpeech {
  const report: SpeechReport = {
    service: 'echotts',
    voice: 'EARS p004 freeform',
    characters: 5,
    pieces: 1,
    jobs: ['job-1'],
    queueMs: 20,
    firstChunkMs: 60,
    firstAudioMs: 70.5,
    sidecarMs: {},
    samples: 0,
    marks: [],
    ignored: [],
    ...known,
  };
  const made: MadeSpeech = { speech: { report, sampleRate: 48_000, audio: play() }, released: 0 };
  return made;

  async function* play(): AsyncGenerator<Float32Array, void, undefined> {
    try {
      for (const block of blocks) {
        if (block instanceof Error) throw block;
        const samples = await block;
        report.samples += samples.length;
        yield samples;
      }
    } finally {
      made.released += 1;
    }
  }
}
