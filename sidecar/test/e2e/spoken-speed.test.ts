import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesOf } from '../../../workers/test/e2e/harness/compare-sound.ts';
import { orderOf } from '../../../workers/test/e2e/harness/deliveries.ts';
import { ask } from '../../../workers/test/e2e/harness/listener.ts';
import { NO_RECOGNISER, recognised } from '../../../workers/test/e2e/harness/recognise.ts';
import { type Lane, startLane } from './harness/lane.ts';
import { pitchRatio } from './harness/median-pitch.ts';

const PANGRAM = 'The quick brown fox jumps over the lazy dog.';
const TEXT = `${PANGRAM} We were away a year ago.`;
const WORDS = new Set(PANGRAM.toLowerCase().replace('.', '').split(' '));
/** Of 8. Measured at 1.5: 6 or 7; a recogniser without a grammar mishears one small word or another at any speed. */
const MOST_WORDS = 5;

/** Every service that has a voice of its own here, and the voice. */
const VOICES = { vibevoice: 'alloy', chatterbox: 'alloy', echotts: 'slt' } as const;
type Service = keyof typeof VOICES;
const SERVICES = Object.keys(VOICES) as Service[];

const SPEEDS = [0.25, 0.5, 0.75, 1.5, 2, 4];
const CASES = SERVICES.flatMap((service) => SPEEDS.map((speed) => [service, speed] as const));
/** Speeds at which plain resampling leaves voices in the range that pitch is looked for in. */
const CONTROLS = [0.75, 1.5];

/** Measured: 0.003; a half tone is 0.06. */
const PITCH_OFF = 0.03;
/** Measured: 1.04, and 1 for most: what sounds as a click is several times as large as any step of a voice. */
const STEP_RATIO = 1.1;

describe('speech at another speed', () => {
  let lane: Lane;
  let plain: Record<Service, Int16Array>;
  beforeAll(async () => {
    lane = await startLane({ words: true });
    const spoken = await Promise.all(SERVICES.map(async (service) => [service, await speak(service, 1)] as const));
    plain = Object.fromEntries(spoken) as Record<Service, Int16Array>;
  });
  afterAll(() => lane.close());

  async function speak(service: Service, speed: number): Promise<Int16Array> {
    const delivery = { path: '/v1/audio/speech', format: 'pcm', framing: 'audio' } as const;
    const more = { service, voice: VOICES[service], speed, sample_rate: 48_000 };
    const answer = await ask(lane.url, orderOf(delivery, TEXT, more));
    const { bytes, broken } = await answer.hear();
    expect([answer.status, broken]).toEqual([200, false]);
    return samplesOf(bytes);
  }

  it.concurrent.each(CASES)(
    'of %s at %d keeps its pitch, has its length and clicks nowhere',
    async (service, speed) => {
      const original = plain[service];
      const spoken = await speak(service, speed);
      expect(Math.abs(spoken.length - original.length / speed)).toBeLessThanOrEqual(1);
      expect(Math.abs(pitchRatio(original, spoken, speed) - 1)).toBeLessThan(PITCH_OFF);
      expect(largestStep(spoken)).toBeLessThan(STEP_RATIO * largestStep(original));
    },
  );

  it.each(CONTROLS)('would be heard if samples were only played at %d', (speed) => {
    for (const original of Object.values(plain)) {
      const played = playedAt(original, speed);
      expect(Math.abs(pitchRatio(original, played, speed) / speed - 1)).toBeLessThan(PITCH_OFF);
    }
  });

  it.skipIf(NO_RECOGNISER !== '').each(SERVICES)(`of %s is understood at 1.5${NO_RECOGNISER}`, async (service) => {
    const { buffer } = await speak(service, 1.5);
    const words = await recognised(new Uint8Array(buffer));
    const right = words.filter((word) => WORDS.has(word));
    expect(new Set(right).size, `heard: ${words.join(' ')}`).toBeGreaterThanOrEqual(MOST_WORDS);
  });
});

/** The largest difference of two neighbours. */
function largestStep(samples: Int16Array): number {
  return samples.reduce((most, sample, n) => Math.max(most, Math.abs(sample - (samples[n - 1] ?? sample))), 0);
}

/** The same samples played faster or slower, between two of them along a straight line. */
function playedAt(samples: Int16Array, speed: number): Int16Array {
  return Int16Array.from({ length: Math.floor(samples.length / speed) }, (_, n) => {
    const before = Math.floor(n * speed);
    const part = n * speed - before;
    return (1 - part) * (samples[before] ?? 0) + part * (samples[before + 1] ?? 0);
  });
}
