import { describe, expect, it } from 'vitest';
import { chunk, complete, streamed } from '../test/fake-runpod.ts';
import { LONG, lane } from '../test/lane.ts';
import { collect, joined } from '../test/samples.ts';
import { OutputRate } from './output-rate.ts';

describe('the output rate', () => {
  it('is the one that was ordered, whatever comes', () => {
    const rate = new OutputRate(16_000);
    expect([rate.decide(24_000), rate.hz]).toEqual([16_000, 16_000]);
  });

  it('is else that of the first audio, for all that follows', () => {
    const rate = new OutputRate(undefined);
    expect(() => rate.hz).toThrow('not known before the first audio');
    expect([rate.decide(24_000), rate.decide(48_000), rate.hz]).toEqual([24_000, 24_000, 24_000]);
  });
});

describe('speech without an ordered rate', () => {
  it.each([8_000, 24_000, 44_100])('goes out at %i Hz where the model speaks so, sample by sample', async (rate) => {
    const { runpod, start } = lane();
    runpod.script('vv/stream', streamed('COMPLETED', chunk(1, 0.5, 800, rate), complete(1)));
    const { audio, sampleRate } = await start({ sampleRate: undefined });
    const heard = joined(await collect(audio));
    expect([sampleRate, heard.length]).toEqual([rate, 800]);
    expect(heard.every((value) => Math.abs(value - 0.5) < 1e-3)).toBe(true);
  });

  it('brings later pieces to the rate of the first', async () => {
    const { runpod, start } = lane();
    let said = 0;
    runpod.script('vv/stream', () => {
      said += 1;
      return streamed('COMPLETED', chunk(1, 0.5, 800, said === 1 ? 16_000 : 8_000), complete(1));
    });
    const { audio, sampleRate, report } = await start({ sampleRate: undefined, text: LONG });
    const heard = joined(await collect(audio));
    expect(sampleRate).toBe(16_000);
    expect(heard.length).toBe(800 + (report.pieces - 1) * 1_600);
  });

  it('is changed in speed and pitch at that rate', async () => {
    const { start } = lane();
    const { audio, sampleRate } = await start({ sampleRate: undefined, speed: 2, pitch: 1.2 });
    expect([sampleRate, joined(await collect(audio)).length]).toEqual([8_000, 400]);
  });
});
