import { describe, expect, it } from 'vitest';
import { spoken } from '../test/fake-sidecar.ts';
import { failing, lane, within } from '../test/lane.ts';
import { collect, joined } from '../test/samples.ts';
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
