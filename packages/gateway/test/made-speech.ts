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
  const made: MadeSpeech = { speech: { report: madeReport(known), sampleRate: 48_000, audio: play() }, released: 0 };
  return made;

  async function* play(): AsyncGenerator<Float32Array, void, undefined> {
    let over = false;
    try {
      for (const block of blocks) {
        if (block instanceof Error) throw block;
        yield await block;
      }
      over = true;
    } finally {
      if (!over) made.released += 1;
    }
  }
}

/** The report of a speech by a job on a GPU, whose stages took 20, 60 and 70.54 ms. */
export function madeReport(known: Partial<SpeechReport> = {}): SpeechReport {
  return {
    service: 'echotts',
    voice: 'Alice',
    characters: 5,
    pieces: 1,
    jobs: ['job-1'],
    queueMs: 20,
    firstChunkMs: 60,
    firstAudioMs: 70.54,
    sidecarMs: {},
    samples: 0,
    marks: [],
    ignored: [],
    ...known,
  };
}
