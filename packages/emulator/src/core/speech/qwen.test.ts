import { describe, expect, it } from 'vitest';
import { hearResult } from '../../../test/clip.ts';
import { room, TEXT } from '../../../test/room.ts';
import { QWEN_LANGUAGES, QWEN_SPEAKERS } from './qwen-order.ts';

/** Has the queue's Qwen make a clip of one word, which is one tone. */
async function speak(input: Record<string, unknown> = {}, world = room()) {
  const { body } = await world.call('POST', '/v2/qwen/runsync', { input: { text: 'seventeen', ...input } });
  return body;
}

const heard = async (input?: Record<string, unknown>) => hearResult((await speak(input)).output);

describe('the Qwen handler', () => {
  it('returns one whole clip: a WAV file at 24 kHz', async () => {
    const { status, output } = await speak();
    expect(status).toBe('COMPLETED');
    expect(output).toEqual({ audio: expect.stringMatching(/^UklGR/), sample_rate: 24_000 });
    expect(hearResult(output)).toMatchObject({ sampleRate: 24_000, seconds: expect.closeTo(0.58, 3) });
  });

  it('shows nothing of it in the stream', async () => {
    const { run, drain, emulator } = room();
    const { items, status } = await drain(await run({ text: TEXT }, {}, 'qwen'), 'qwen');
    expect([items, status]).toEqual([[], 'COMPLETED']);
    expect(emulator.jobs()[0]).toMatchObject({ chunks: { made: 0, taken: 0 }, audio: [{ bytes: 72_960 }] });
  });

  it('loads its model first, and makes a second of speech in 0.4 s', async () => {
    const world = room();
    const times = [await speak({}, world), await speak({}, world)].map(({ delayTime, executionTime }) => [
      delayTime,
      executionTime,
    ]);
    expect(times).toEqual([
      [1_500, 252],
      [0, 252],
    ]);
  });

  it.each([0.25, 0.5, 2, 4])('at speed %f is as much shorter, at the same pitch', async (speed) => {
    const [plain, changed] = [await heard(), await heard({ speed })];
    expect(changed.seconds * speed).toBeCloseTo(plain.seconds, 2);
    expect(changed.hertz / plain.hertz).toBeCloseTo(1, 1);
  });

  it.each([0.5, 0.8, 2])('at pitch %f is as much higher, and as long', async (pitch) => {
    const [plain, changed] = [await heard(), await heard({ pitch })];
    expect(changed.hertz / plain.hertz).toBeCloseTo(pitch, 1);
    expect(changed.seconds).toBeCloseTo(plain.seconds, 3);
  });

  it('gives every speaker a voice of its own, Ryan where none is named', async () => {
    const clips = await Promise.all(QWEN_SPEAKERS.map(async (speaker) => (await speak({ speaker })).output));
    expect(new Set(clips.map((clip) => JSON.stringify(clip))).size).toBe(QWEN_SPEAKERS.length);
    expect((await speak()).output).toEqual(clips[0]);
  });

  it('says the same again under the same seed, and not under another', async () => {
    const [first, again, other] = [await speak({ seed: 7 }), await speak({ seed: 7 }), await speak({ seed: 8 })];
    expect(again.output).toEqual(first.output);
    expect(other.output).not.toEqual(first.output);
  });

  it.each(QWEN_LANGUAGES)('speaks %s', async (language) => {
    expect((await heard({ language, instruct: 'whisper' })).level).toBeGreaterThan(0.1);
  });

  it.each([
    [{ text: ' ' }, 'Missing required parameter: text'],
    [{ text: 'x'.repeat(5_001) }, 'Text is 5001 characters; the maximum is 5000'],
    [{ speaker: 'Nobody' }, `Unknown speaker "Nobody". Available: ${QWEN_SPEAKERS.join(', ')}`],
    [{ speaker: 7 }, `speaker must be one of ${QWEN_SPEAKERS.join(', ')}, got 7`],
    [{ language: 'Klingon' }, `Unknown language "Klingon". Available: ${QWEN_LANGUAGES.join(', ')}`],
    [{ speed: 5 }, 'speed must be a number between 0.25 and 4, got 5'],
    [{ pitch: '1' }, 'pitch must be a number between 0.5 and 2, got "1"'],
    [{ seed: -1 }, 'seed must be a number between 0 and 4294967295, got -1'],
    [{ instruct: 'x'.repeat(2_001) }, 'instruct must be text of at most 2000 characters'],
  ])('fails on %j', async (input, error) => {
    expect(await speak(input)).toMatchObject({ status: 'FAILED', error });
  });

  it('is stopped by /cancel', async () => {
    const { clock, emulator, call, run } = room();
    const id = await run({ text: TEXT }, {}, 'qwen');
    await clock.advance(1_600);
    await call('POST', `/v2/qwen/cancel/${id}`);
    await clock.advance(0);
    expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED', cancelReceivedAt: 1_600, handlerStoppedAt: 1_600 });
  });
});
