import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobsAbout } from './harness/jobs.ts';
import { listen } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** Times that are looked whether a copy is there, which is written beside the answer; and milliseconds between two. */
const LOOKS = 50;
const PAUSE_MS = 20;

describe('an edge that keeps finished speech', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ settings: { SPEECH_CACHE_SECONDS: '60' } });
  });
  afterAll(() => system.close());

  const ask = (text: string, more = {}, headers = {}) => listen(system.url, { text, ...more }, headers);

  /** Asks until it comes from the copy. */
  const kept = async (text: string, more = {}) => {
    for (let look = 0; look < LOOKS; look++) {
      const heard = await ask(text, more);
      if (heard.headers['x-cache'] === 'HIT') return heard;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error(`'${text}' was never kept`);
  };

  it('plays it to the next listener without a GPU, in every format', async () => {
    const text = 'Said once and heard three times.';
    const first = await ask(text);
    expect([first.status, first.headers['x-cache']]).toEqual([200, 'MISS']);
    const again = await kept(text);
    expect(again.bytes.equals(first.bytes)).toBe(true);
    const jobs = jobsAbout(system, text).length;
    const wav = await ask(text, { format: 'wav' });
    expect([wav.headers['x-cache'], wav.bytes.subarray(44).equals(first.bytes)]).toEqual(['HIT', true]);
    expect((await ask(text, { format: 'mp3', sample_rate: 24_000 })).headers['x-cache']).toBe('HIT');
    expect(jobsAbout(system, text)).toHaveLength(jobs);
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
  });

  it('has it spoken for who wants nothing kept', async () => {
    const text = 'Not for the record.';
    const unkept = { 'cache-control': 'no-store' };
    for (let time = 1; time <= 2; time++) {
      expect((await ask(text, {}, unkept)).headers['x-cache']).toBeUndefined();
      expect(jobsAbout(system, text)).toHaveLength(time);
    }
    expect((await ask(text)).headers['x-cache']).toBe('MISS');
  });

  it('keeps nothing of what broke', async () => {
    const text = 'This one breaks after three chunks.';
    system.running.emulator.addFaults({
      endpoint: 'vibevoice',
      match: text,
      times: 1,
      faults: { end: { status: 'FAILED', afterChunks: 3 } },
    });
    expect((await ask(text)).broken).toBe(true);
    const whole = await ask(text);
    expect([whole.headers['x-cache'], whole.broken]).toEqual(['MISS', false]);
    expect((await kept(text)).bytes.equals(whole.bytes)).toBe(true);
  });
});
