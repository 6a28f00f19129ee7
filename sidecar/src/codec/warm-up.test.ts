import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { FakeDecoder } from '../../test/fake-decoder.ts';
import { warmUp } from './warm-up.ts';

const STAYS = new AbortController().signal;

describe('warming up', () => {
  it('measures the second of two utterances of four seconds', async () => {
    const clock = manualClock();
    let utterances = 0;
    const decoder = new FakeDecoder(({ tokens }) => {
      expect(tokens).toHaveLength(100);
      utterances += 1;
      clock.advance(utterances === 1 ? 9_000 : 200);
    });
    expect(await warmUp(decoder, clock.now, STAYS)).toBeCloseTo(0.05, 9);
    expect([utterances, decoder.open]).toEqual([2, 0]);
  });

  it('fails as the decoder does', async () => {
    const decoder = new FakeDecoder(() => Promise.reject(new Error('no memory')));
    await expect(warmUp(decoder, () => 0, STAYS)).rejects.toThrow('no memory');
  });

  it('stops in the middle when it is told to', async () => {
    const stop = new AbortController();
    const decoder = new FakeDecoder(() => stop.abort(new Error('the sidecar ends')));
    await expect(warmUp(decoder, () => 0, stop.signal)).rejects.toThrow('the sidecar ends');
    expect(decoder.open).toBe(0);
  });
});
