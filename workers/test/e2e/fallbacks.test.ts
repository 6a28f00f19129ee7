import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from './harness/direct-audio.ts';
import { jobsAbout } from './harness/jobs.ts';
import { listen } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

const FAILS = { end: { status: 'FAILED', error: 'no memory left for vibevoice' } } as const;
const FAILS_TOO = { end: { status: 'FAILED', error: 'chatterbox has no weights' } } as const;

describe('a service with a fallback', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ settings: { FALLBACKS: 'vibevoice:chatterbox', MAX_ATTEMPTS: '2' } });
  });
  afterAll(() => system.close());

  const failing = (text: string, endpoint: string, faults: object, times?: number) =>
    system.running.emulator.addFaults({ endpoint, match: text, faults, ...(times !== undefined && { times }) });
  const made = (text: string, model: 'vibevoice' | 'chatterbox') => directAudio(system.running, model, { text });

  it('is tried again, and heard when it then speaks', async () => {
    const text = 'The second try speaks.';
    failing(text, 'vibevoice', FAILS, 1);
    const heard = await listen(system.url, { text });
    expect(heard.bytes.equals(await made(text, 'vibevoice'))).toBe(true);
    expect(jobsAbout(system, text).map(({ endpoint }) => endpoint)).toEqual(['vibevoice', 'vibevoice']);
  });

  it('gives way to the fallback when it goes on failing, and the log names every job', async () => {
    const text = 'Somebody else has to say this.';
    failing(text, 'vibevoice', FAILS);
    const heard = await listen(system.url, { text, voice: 'Carter' }, { 'x-request-id': 'given-way' });
    expect(heard.status).toBe(200);
    expect(heard.bytes.equals(await made(text, 'chatterbox'))).toBe(true);
    const jobs = jobsAbout(system, text);
    expect(jobs.map(({ endpoint }) => endpoint)).toEqual(['vibevoice', 'vibevoice', 'chatterbox']);
    const line = system.edge.logged.find((each) => each.includes('given-way')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      outcome: 'done',
      service: 'chatterbox',
      voice: 'default',
      jobs: jobs.map(({ id }) => id),
    });
  });

  it('gives its own error when the fallback fails as well', async () => {
    const text = 'Nobody can say this.';
    failing(text, 'vibevoice', FAILS);
    failing(text, 'chatterbox', FAILS_TOO);
    const heard = await listen(system.url, { text });
    expect(heard.status).toBe(502);
    expect(JSON.parse(heard.bytes.toString())).toMatchObject({
      code: 'upstream_failed',
      error: expect.stringContaining('no memory left for vibevoice'),
    });
    expect(jobsAbout(system, text).length).toBe(4);
  });

  it('gives way at once where another try would not help', async () => {
    const text = 'The wrong kind of sound.';
    failing(text, 'vibevoice', { encoding: 'mp3' });
    const heard = await listen(system.url, { text });
    expect(heard.bytes.equals(await made(text, 'chatterbox'))).toBe(true);
    expect(jobsAbout(system, text).map(({ endpoint }) => endpoint)).toEqual(['vibevoice', 'chatterbox']);
  });

  it('never gives way once it was heard', async () => {
    const text = 'It breaks when it was heard already.';
    failing(text, 'vibevoice', { end: { status: 'FAILED', afterChunks: 3 } });
    const heard = await listen(system.url, { text });
    expect(heard.broken).toBe(true);
    expect(jobsAbout(system, text).map(({ endpoint }) => endpoint)).toEqual(['vibevoice']);
  });
});
