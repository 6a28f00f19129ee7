import { describe, expect, it } from 'vitest';
import { problemOf } from '../../test/problem.ts';
import { rawRate } from './raw-rate.ts';

const AUDIO = { 'content-type': 'audio/octet-stream', 'x-sample-rate': '48000', 'x-channels': '1' };

describe('the rate of raw audio', () => {
  it.each([
    [{}, 48_000],
    [{ 'x-sample-rate': '24000' }, 24_000],
    [{ 'content-type': 'Audio/PCM;rate=24000' }, 48_000],
  ])('is what the header says: %j', (changed, rate) => {
    expect(rawRate(new Headers({ ...AUDIO, ...changed }))).toBe(rate);
  });

  it('needs no word on the channels', () => {
    expect(rawRate(new Headers({ 'content-type': 'audio/pcm', 'x-sample-rate': '8000' }))).toBe(8_000);
  });

  it.each([
    ['text/html; charset=utf-8', 'with text/html in its place'],
    ['application/json', 'with application/json in its place'],
    ['audio/wav', 'with audio/wav in its place'],
    ['audio/mpeg', 'with audio/mpeg in its place'],
    ['', 'with something untyped in its place'],
    ['<b>/http://host.internal', 'with something untyped in its place'],
  ])('is not looked for in what is no raw audio: %s', async (type, said) => {
    const problem = await problemOf(() => rawRate(new Headers({ ...AUDIO, 'content-type': type })));
    expect([problem.code, problem.message]).toEqual([
      'upstream_bad_reply',
      `The sidecar should answer with raw mono audio, and answered ${said}`,
    ]);
  });

  it.each(['', '0', '-48000', '3999', '192001', '48e3', '44100.5', 'fast', '48000, 48000'])(
    'must be possible: "%s" is not',
    async (rate) => {
      const { code, message } = await problemOf(() => rawRate(new Headers({ ...AUDIO, 'x-sample-rate': rate })));
      expect([code, message.includes('X-Sample-Rate')]).toEqual(['upstream_bad_reply', true]);
    },
  );

  it('is not enough for two channels', async () => {
    const { message } = await problemOf(() => rawRate(new Headers({ ...AUDIO, 'x-channels': '2' })));
    expect(message).toContain('more than one channel');
  });
});
