import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** Milliseconds: the client's patience with silence, and how long a worker takes to come. */
const PATIENCE_MS = 500;
const QUEUE_MS = 1_500;

describe('a queue that takes longer than QUEUE_TIMEOUT_MS', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ settings: { QUEUE_TIMEOUT_MS: String(PATIENCE_MS), MAX_ATTEMPTS: '1' } });
  });
  afterAll(() => system.close());

  const slow = (match: string) =>
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match, times: 1, faults: { queueMs: QUEUE_MS } });

  it('is a 503 before the first audio, with when to come back', async () => {
    slow('first of all');
    const heard = await listen(system.url, { text: 'This is said first of all.' });
    expect([heard.status, Number(heard.headers['retry-after']) > 0]).toEqual([503, true]);
    expect(JSON.parse(heard.bytes.toString()).code).toBe('cold_start_timeout');
  });

  it('is waited for by a stream that plays already', async () => {
    slow('takes its time');
    const text = 'The beginning is here at once, and it is a sentence of some length. The rest of it takes its time.';
    const heard = await listen(system.url, { text });
    expect([heard.status, heard.broken]).toEqual([200, false]);
    const prompt = await listen(system.url, { text });
    expect(heard.bytes.equals(prompt.bytes)).toBe(true);
  });
});
