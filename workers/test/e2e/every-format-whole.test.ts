import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesOf } from './harness/compare-sound.ts';
import { NO_DECODER } from './harness/decode-sound.ts';
import { DELIVERIES, type Delivery, orderOf } from './harness/deliveries.ts';
import { expectWholeTone } from './harness/expect-whole-tone.ts';
import { FORMAT_FACTS } from './harness/format-facts.ts';
import { jobsAbout } from './harness/jobs.ts';
import { ask } from './harness/listener.ts';
import { audioOf, eventsIn } from './harness/sse-text.ts';
import { steppingVoice } from './harness/stepping-voice.ts';
import { type System, startSystem } from './harness/system.ts';

const SENTENCE = 'All of this is one tone without any pause.';
const LONG = `${SENTENCE} The next one is another tone, and it is longer than that. ${SENTENCE} So is this.`;
/** The lane's own rate, one far below it and one beside it, in Hz. */
const RATE = 48_000;
const OTHER_RATES = [8_000, 44_100];

const PCM = { path: '/api/tts/stream', format: 'pcm', framing: 'audio' } as const;
const AT_RATES = DELIVERIES.filter(([, { framing }]) => framing === 'audio').flatMap(([way, delivery]) =>
  OTHER_RATES.map((rate) => [way, rate, delivery] as const),
);

describe('every format brings the whole speech', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ emulator: { synthesize: steppingVoice } });
  });
  afterAll(() => system.close());

  async function hear(delivery: Delivery, text: string, rate: number) {
    const answer = await ask(system.url, orderOf(delivery, text, { sample_rate: rate }));
    const { bytes, broken } = await answer.hear();
    expect([answer.status, answer.headers['x-sample-rate'], broken]).toEqual([200, String(rate), false]);
    const audio = delivery.framing === 'audio' ? bytes : audioOf(eventsIn(bytes.toString()));
    return { audio, type: answer.headers['content-type'] };
  }

  /** Hears it, and holds it against the same speech as raw samples. */
  async function hearWhole(delivery: Delivery, text: string, rate: number) {
    // Opus has one rate for a decoder, whatever was coded.
    const decodedRate = delivery.format === 'opus' ? RATE : rate;
    const [heard, made] = await Promise.all([hear(delivery, text, rate), hear(PCM, text, decodedRate)]);
    await expectWholeTone(delivery.format, heard.audio, samplesOf(made.audio), decodedRate);
    return heard;
  }

  it.skipIf(NO_DECODER !== '').concurrent.each(DELIVERIES)(`%s${NO_DECODER}`, async (_, delivery) => {
    const { audio, type } = await hearWhole(delivery, SENTENCE, RATE);
    const { types, magic } = FORMAT_FACTS[delivery.format];
    expect(type).toBe(delivery.framing === 'sse' ? 'text/event-stream; charset=utf-8' : types[delivery.path]);
    expect(audio.toString('latin1', 0, 64)).toMatch(magic);
  });

  it.skipIf(NO_DECODER !== '').concurrent.each(DELIVERIES)(
    `%s, of several pieces${NO_DECODER}`,
    async (_, delivery) => void (await hearWhole(delivery, LONG, RATE)),
  );

  it('would not with a gap of two milliseconds, or without its last chunk', async () => {
    const made = samplesOf((await hear(PCM, SENTENCE, RATE)).audio);
    const holed = made.slice().fill(0, made.length / 2, made.length / 2 + 96);
    await expect(expectWholeTone('pcm', bytesOf(holed), made, RATE)).rejects.toThrow(/to be greater than 0\.98/);
    const short = made.subarray(0, made.length - 4_800);
    await expect(expectWholeTone('pcm', bytesOf(short), made, RATE)).rejects.toThrow(/the last chunk is there/);
  });

  it('of several pieces, which are several jobs', async () => {
    const before = jobsAbout(system, '').length;
    await hear(PCM, LONG, RATE);
    expect(jobsAbout(system, '').length - before).toBeGreaterThan(2);
  });

  it.skipIf(NO_DECODER !== '').concurrent.each(AT_RATES)(
    `%s, at %i Hz${NO_DECODER}`,
    async (_, rate, delivery) => void (await hearWhole(delivery, SENTENCE, rate)),
  );
});

function bytesOf({ buffer, byteOffset, byteLength }: Int16Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
