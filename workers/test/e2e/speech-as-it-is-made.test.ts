import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from './harness/direct-audio.ts';
import { jobsAbout } from './harness/jobs.ts';
import { ask, jsonOf, listen } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** Stages to the first audio, in milliseconds. */
const STAGES =
  /^queue;dur=[\d.]+, first-chunk;dur=[\d.]+, decode;dur=[\d.]+, first-audio;dur=[\d.]+, total;dur=[\d.]+$/;

describe('speech as it is made', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.close());

  it('has the headers of a raw stream', async () => {
    const answer = await listen(system.url, { text: 'Headers first.', voice: 'alloy', service: 'vibevoice' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'audio/octet-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
      'x-sample-rate': '48000',
      'x-channels': '1',
      'transfer-encoding': 'chunked',
      'server-timing': expect.stringMatching(STAGES),
    });
    expect(answer.headers).not.toHaveProperty('content-length');
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });

  it('arrives while the GPU still makes the rest', async () => {
    const text = 'A GPU takes its time over every word.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { pace: { msPerChunk: 60 } } });
    const answer = await ask(system.url, { json: { text } });
    const madeAtPiece: number[] = [];
    const heard = await answer.hear(() => madeAtPiece.push(jobsAbout(system, text)[0]?.chunks.made ?? 0));
    const [job] = jobsAbout(system, text);
    const made = job?.chunks.made ?? 0;
    expect(made).toBeGreaterThan(15);
    // The head was sent with the first chunk in hand, and every later chunk went out before many more were made.
    expect(madeAtPiece[0]).toBeLessThan(4);
    expect(heard.pieces.length).toBeGreaterThan(made / 2);
    expect(madeAtPiece.slice(0, 10).every((count, piece) => count <= piece + 6)).toBe(true);
    expect(heard.broken).toBe(false);
  });

  it.each([
    ['vibevoice', { voice: 'alloy' }, { speaker_name: 'Alice' }],
    ['vibevoice', { voice: 'Carter' }, { speaker_name: 'Carter' }],
    ['chatterbox', { voice: 'alloy' }, {}],
  ] as const)('is bit for bit what %s makes, in %o', async (service, voice, speaker) => {
    const text = `Bit for bit as ${service} made it.`;
    const heard = await listen(system.url, { text, service, ...voice });
    expect(heard.broken).toBe(false);
    expect(heard.pieces.every(({ length }) => length > 0)).toBe(true);
    const made = await directAudio(system.running, service, { text, ...speaker });
    expect(heard.bytes.length).toBe(made.length);
    expect(heard.bytes.equals(made)).toBe(true);
  });

  it('sounds different from each model', async () => {
    const [vibe, box] = await Promise.all(
      ['vibevoice', 'chatterbox'].map((service) => listen(system.url, { text: 'Two models.', service })),
    );
    expect(vibe?.bytes.length).toBe(box?.bytes.length);
    expect(vibe?.bytes.equals(box?.bytes ?? Buffer.alloc(0))).toBe(false);
  });

  it('comes from the service of the subdomain', async () => {
    const text = 'Whose host is this?';
    expect((await listen(system.url, { text }, { host: 'chatterbox.example.com' })).status).toBe(200);
    expect(jobsAbout(system, text).map(({ endpoint }) => endpoint)).toEqual(['chatterbox']);
  });

  it('is refused when body and subdomain name different services', async () => {
    const text = 'Who of the two?';
    const call = { json: { text, service: 'vibevoice' }, headers: { host: 'chatterbox.example.com' } };
    const answer = await ask(system.url, call);
    expect(answer.status).toBe(400);
    expect(await jsonOf(answer)).toMatchObject({ code: 'service_mismatch', tier: 'middleware' });
    expect(jobsAbout(system, text)).toEqual([]);
  });

  it.each([8_000, 24_000, 44_100])('has the length of the speech at %i Hz too', async (sample_rate) => {
    const text = 'Another rate.';
    const heard = await listen(system.url, { text, sample_rate });
    const made = await directAudio(system.running, 'vibevoice', { text });
    expect(heard.headers['x-sample-rate']).toBe(String(sample_rate));
    expect(Math.abs(heard.bytes.length / 2 - ((made.length / 2) * sample_rate) / 48_000)).toBeLessThanOrEqual(1);
  });
});
