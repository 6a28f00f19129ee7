import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobsAbout } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { audioOf, eventsIn } from '../../../workers/test/e2e/harness/sse-text.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';

const WAYS = ['edge', 'sidecar'] as const;
type Way = (typeof WAYS)[number];

const WAV_HEADER_BYTES = 44;
const STAGES = ['wait', 'queue', 'first-chunk', 'decode', 'first-audio'];

describe('speech that is made of tokens', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane();
  });
  afterAll(() => lane.close());

  /** Through the edge, or at the sidecar itself, where a secret is asked for. */
  function hear(way: Way, fields: object, headers: Readonly<Record<string, string>> = {}) {
    const url = way === 'edge' ? lane.url : lane.sidecar.url;
    return listen(url, { service: 'echotts', ...fields }, way === 'edge' ? headers : { ...DIRECT, ...headers });
  }

  it.each(WAYS)('has the headers of a raw stream from the %s', async (way) => {
    const heard = await hear(way, { text: 'Headers first.', colour: 'red' }, { 'x-request-id': `headers-${way}` });
    expect([heard.status, heard.broken]).toEqual([200, false]);
    expect(heard.headers).toMatchObject({
      'content-type': 'audio/octet-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': `headers-${way}`,
      'x-sample-rate': '48000',
      'x-channels': '1',
      'x-ignored-fields': 'colour',
      'transfer-encoding': 'chunked',
    });
    expect(heard.headers).not.toHaveProperty('content-length');
    const timing = String(heard.headers['server-timing']).split(', ');
    const stages = way === 'edge' ? [...STAGES, 'sidecar', 'total'] : [...STAGES, 'total'];
    expect(timing.map((stage) => stage.replace(/;dur=\d+(\.\d)?$/, ''))).toEqual(stages);
  });

  it('is no other from the edge than from the sidecar, in every voice', async () => {
    const text = 'The very same samples.';
    const spoken = ['slt', 'rms', 'awb'].map(async (voice) => {
      const [edge, sidecar] = await Promise.all(WAYS.map((way) => hear(way, { text, voice })));
      expect(edge?.bytes.length).toBeGreaterThan(48_000);
      expect(edge?.bytes.equals(sidecar?.bytes ?? Buffer.alloc(0))).toBe(true);
      return edge?.bytes.toString('base64');
    });
    expect(new Set(await Promise.all(spoken)).size, 'three voices').toBe(3);
  });

  it('does not tell a listener at the edge who did the work', async () => {
    const { headers } = await hear('edge', { text: 'Who was it?' });
    for (const name of ['x-upstream-jobs', 'x-voice', 'x-pieces', 'server']) expect(headers).not.toHaveProperty(name);
  });

  it.each(WAYS)('is the same within WAV and events from the %s', async (way) => {
    const text = 'One sound in three wrappings.';
    const [pcm, wav, sse] = await Promise.all(
      [{}, { format: 'wav' }, { stream_format: 'sse' }].map((fields) => hear(way, { text, ...fields })),
    );
    expect(wav?.headers['content-type']).toBe('audio/wav');
    expect(wav?.bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav?.bytes.subarray(WAV_HEADER_BYTES).equals(pcm?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(sse?.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const events = eventsIn(sse?.bytes.toString() ?? '');
    expect(audioOf(events).equals(pcm?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(events.map(({ event }) => event).slice(-2)).toEqual(['speech.audio.delta', 'speech.audio.done']);
    expect(events.at(-1)?.data).toEqual({
      type: 'speech.audio.done',
      usage: { input_tokens: 8, output_tokens: expect.any(Number), total_tokens: expect.any(Number) },
    });
    expect([pcm?.broken, wav?.broken, sse?.broken]).toEqual([false, false, false]);
  });

  it.each(WAYS)('has half the samples at 24 kHz from the %s', async (way) => {
    const text = 'Another rate.';
    const [full, half] = await Promise.all([48_000, 24_000].map((sample_rate) => hear(way, { text, sample_rate })));
    expect(half?.headers['x-sample-rate']).toBe('24000');
    expect(Math.abs((full?.bytes.length ?? 0) / 4 - (half?.bytes.length ?? 0) / 2)).toBeLessThanOrEqual(1);
  });

  it('comes from the service of the subdomain', async () => {
    const text = 'Whose host is this?';
    const heard = await listen(lane.url, { text }, { host: 'echotts.example.com' });
    expect([heard.status, heard.broken]).toEqual([200, false]);
    expect(jobsAbout(lane, text).map(({ endpoint }) => endpoint)).toEqual(['echotts']);
  });

  it('arrives while the GPU still makes the rest', async () => {
    const text = 'A GPU takes its time over every single word of this.';
    const pace = { msPerChunk: 100, firstChunkMs: 200, chunkMs: 200 };
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: text, faults: { pace } });
    const answer = await ask(lane.url, { json: { text, service: 'echotts' } });
    const madeAtPiece: number[] = [];
    const heard = await answer.hear(() => madeAtPiece.push(jobsAbout(lane, text)[0]?.chunks.made ?? 0));
    const made = jobsAbout(lane, text)[0]?.chunks.made ?? 0;
    expect(heard.broken).toBe(false);
    expect(made).toBeGreaterThan(12);
    // The codec has to know about two seconds of tokens before it makes sound of the first one.
    expect(madeAtPiece[0], 'chunks at the first sound').toBeLessThan(made * 0.8);
  });
});
