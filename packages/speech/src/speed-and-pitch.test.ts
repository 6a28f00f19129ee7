import { encodeBase64, floatToInt16 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { complete, streamed } from '../test/fake-runpod.ts';
import { spoken } from '../test/fake-sidecar.ts';
import { failing, LONG, lane, within } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { collect, joined, tone } from '../test/samples.ts';
import { raw, sidecarLane } from '../test/sidecar-lane.ts';

const SPEED = { type: 'number', min: 0.25, max: 4 } as const;

describe('the speed of an order', () => {
  it('is told to a service that takes it, and not applied again', async () => {
    const { runpod, start } = lane({ vibevoice: { options: { speed: { ...SPEED, field: 'rate' } } } });
    const plain = joined(await collect((await lane().start()).audio));
    const told = joined(await collect((await start({ speed: 2 })).audio));
    expect(runpod.calls.find(({ operation }) => operation === 'vv/run')?.input).toMatchObject({ rate: 2 });
    expect(told.length).toBe(plain.length);
  });

  it.each([0.5, 2])('stretches time by %f where the service does not take it', async (speed) => {
    const plain = joined(await collect((await lane().start()).audio));
    const { runpod, start } = lane();
    const speech = await start({ speed });
    const changed = joined(await collect(speech.audio));
    expect(changed.length).toBe(Math.round(plain.length / speed));
    expect(speech.report.samples).toBe(changed.length);
    expect(JSON.stringify(runpod.calls.map(({ input }) => input))).not.toContain('speed');
  });

  it('stretches what a sidecar speaks, which is not told', async () => {
    const { sidecar, start } = sidecarLane();
    sidecar.script('/api/tts/stream', () => spoken(raw(1, 800)));
    const { audio } = await start({ speed: 2 });
    expect(joined(await collect(audio)).length).toBe(400);
    expect(sidecar.asked[0]?.body).not.toHaveProperty('speed');
  });

  it('is applied to a fallback in its own way', async () => {
    const setting = lane({ fallback: 'chatterbox', vibevoice: { options: { speed: SPEED } }, attempts: 1 });
    failing(setting, 'vv', 9);
    const plain = joined(await collect((await lane().start()).audio));
    const { audio } = await within(setting.clock, 1_000, setting.start({ speed: 2 }));
    expect(joined(await collect(audio)).length).toBe(Math.round(plain.length / 2));
  });
});

describe('the pitch of an order', () => {
  const PITCH = { type: 'number', min: 0.5, max: 2 } as const;

  it('is told to a service that takes it, and not applied again', async () => {
    const { runpod, start } = lane({ vibevoice: { options: { pitch: PITCH } } });
    const plain = joined(await collect((await lane().start()).audio));
    const told = joined(await collect((await start({ pitch: 1.5 })).audio));
    expect(runpod.of('vv/run')[0]?.input).toMatchObject({ pitch: 1.5 });
    expect(told).toEqual(plain);
  });

  it.each([0.5, 0.8, 1.25, 2])('is changed to %d by us where the service does not take it', async (pitch) => {
    const setting = lane();
    const spoken = tone(200, 8_000, 8_000);
    const audio = encodeBase64(floatToInt16(spoken));
    const said = { status: 'streaming', chunk: 1, format: 'pcm_16', audio_chunk: audio, sample_rate: 8_000 };
    setting.runpod.script('vv/stream', streamed('COMPLETED', said, complete(1)));
    const heard = joined(await collect((await setting.start({ pitch })).audio));
    expect(heard.length).toBe(spoken.length);
    const crossings = heard
      .subarray(2_000, 6_000)
      .filter((value, n, all) => value >= 0 && (all[n - 1] ?? 0) < 0).length;
    expect(Math.abs(crossings - 100 * pitch)).toBeLessThanOrEqual(2);
  });

  it('and the speed are each left to who can do it', async () => {
    const { runpod, start } = lane({ vibevoice: { options: { pitch: PITCH } } });
    const plain = joined(await collect((await lane().start()).audio));
    const heard = joined(await collect((await start({ pitch: 1.5, speed: 2 })).audio));
    expect(runpod.of('vv/run')[0]?.input).toMatchObject({ pitch: 1.5 });
    expect(runpod.of('vv/run')[0]?.input).not.toHaveProperty('speed');
    expect(heard.length).toBe(plain.length / 2);
  });

  it('out of range is refused by a service that takes it', async () => {
    const { start } = lane({ vibevoice: { options: { pitch: PITCH } } });
    const { code, details } = await problemOf(() => start({ pitch: 2.1 }));
    expect([code, details?.[0]]).toEqual([
      'invalid_request',
      { path: 'pitch', message: 'must be a number from 0.5 to 2', allowed: 'a number from 0.5 to 2' },
    ]);
  });
});

describe('the places of pieces', () => {
  it.each([0.5, 2])('are those in what is heard at speed %d', async (speed) => {
    const plain = await lane().start({ text: LONG });
    await collect(plain.audio);
    const changed = await lane().start({ text: LONG, speed });
    await collect(changed.audio);
    expect(plain.report.marks.length).toBeGreaterThan(2);
    expect(changed.report.marks).toEqual(
      plain.report.marks.map(({ sample, ...range }) => ({ ...range, sample: sample / speed })),
    );
  });
});
