import type { Speech } from '../src/speech.ts';

/** What happened to a fake speech. */
export interface FakeSpeech {
  speech: Speech;
  /** Blocks that were taken so far. */
  taken: number;
  /** How often it was returned, and how often while it was still going. */
  returns: number;
  released: number;
}

/**
 * Speech of the given blocks of samples; an Error among them is thrown in its turn, a promise is waited for.
 * @param sampleRate in Hz.
 */
export function fakeSpeech(
  blocks: Iterable<Float32Array | Error | Promise<Float32Array>>,
  sampleRate = 48_000,
): FakeSpeech {
  const report: Speech['report'] = {
    service: 'vibevoice',
    voice: 'Alice',
    characters: 41,
    pieces: 1,
    jobs: ['job-1'],
    queueMs: 20,
    firstChunkMs: 60,
    firstAudioMs: 70,
    sidecarMs: {},
    samples: 0,
    marks: [],
    ignored: [],
  };
  const fake: FakeSpeech = { speech: { report, sampleRate, audio: play() }, taken: 0, returns: 0, released: 0 };
  const leave = fake.speech.audio.return.bind(fake.speech.audio);
  fake.speech.audio.return = (value) => {
    fake.returns += 1;
    return leave(value);
  };
  return fake;

  async function* play(): AsyncGenerator<Float32Array, void, undefined> {
    let over = false;
    try {
      for (const block of blocks) {
        fake.taken += 1;
        if (block instanceof Error) throw block;
        const samples = await block;
        report.samples += samples.length;
        yield samples;
      }
      over = true;
    } finally {
      if (!over) fake.released += 1;
    }
  }
}

/** `count` samples that count up by one step of 16 bits each, from `from`. */
export function ramp(from: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => (from + i) / 32_768);
}
