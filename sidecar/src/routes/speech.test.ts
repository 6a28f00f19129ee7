import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { madeSpeech } from '../../test/made-speech.ts';
import { settle } from '../../test/settle.ts';
import { testApp } from '../../test/test-app.ts';

describe('speech by the sidecar', () => {
  it('goes out with what an edge wants to know of it', async () => {
    const app = testApp();
    const response = await app.speak({ text: 'Hello' }, { headers: { 'X-Request-Id': 'call-7' } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/octet-stream',
      'transfer-encoding': 'chunked',
      'x-request-id': 'call-7',
      'x-sample-rate': '48000',
      'x-voice': 'EARS p004 freeform',
      'x-pieces': '1',
      'x-upstream-jobs': 'job-1',
      'server-timing':
        'wait;dur=0, queue;dur=20, first-chunk;dur=60, decode;dur=10.5, first-audio;dur=70.5, total;dur=0',
    });
    expect((await response.arrayBuffer()).byteLength).toBe(4);
    expect(app.started).toMatchObject([{ order: { service: 'echotts' }, context: { requestId: 'call-7' } }]);
    expect(app.started[0]?.context.tokenDecoder?.sampleRate).toBe(48_000);
    await app.idle();
    expect(app.line.active).toBe(0);
  });

  it('names neither a voice nor jobs that do not fit a header', async () => {
    const known = { voice: 'Zoë\r\nX-Evil: 1', jobs: ['a\nb', 'job-2'] };
    const app = testApp({}, { startSpeech: async () => madeSpeech([Float32Array.of(0)], known).speech });
    const { headers } = await app.speak({ text: 'Hello' });
    expect([headers.get('X-Voice'), headers.get('X-Upstream-Jobs')]).toEqual([null, 'job-2']);
  });

  it('names its jobs also when nothing came of them', async () => {
    const { report } = madeSpeech([], { jobs: ['job-1', 'job-2'] }).speech;
    const app = testApp(
      {},
      {
        startSpeech: async (_order, context) => {
          context.onReport?.(report);
          throw new Problem('upstream_failed', 'It failed');
        },
      },
    );
    const response = await app.speak({ text: 'Hello' });
    expect([response.status, response.headers.get('X-Upstream-Jobs')]).toEqual([502, 'job-1, job-2']);
    expect(response.headers.has('X-Pieces')).toBe(false);
    expect(app.line.active).toBe(0);
  });

  it.each(['vibevoice', 'chatterbox', 'qwen'])('is not to be had of %s', async (service) => {
    const response = await testApp().speak({ text: 'Hello', service });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'unknown_service',
      error: 'There is no such service here; this place speaks for echotts',
    });
  });

  it('says which setting it lacks', async () => {
    const response = await testApp({ ECHOTTS_STREAMING_ENDPOINT: '' }).speak({ text: 'Hello' });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: 'not_configured',
      error: expect.stringContaining('ECHOTTS_STREAMING_ENDPOINT'),
    });
  });

  it.each([{}, { stream_format: 'sse' }])('with %o is refused with a status when every place is taken', async (how) => {
    const app = testApp({ MAX_STREAMS: 1, MAX_QUEUE: 0 });
    app.line.enter(new AbortController().signal);
    for (const response of [
      await app.speak({ text: 'Hello', ...how }),
      await app.decode(how.stream_format === undefined ? '' : '?stream_format=sse'),
    ]) {
      expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '3']);
      expect(await response.text()).toContain('overloaded');
    }
    expect(app.started).toEqual([]);
  });

  it('waits for its turn, and tells how long', async () => {
    const app = testApp({ MAX_STREAMS: 1 });
    const ticket = app.line.enter(new AbortController().signal);
    const answer = app.speak({ text: 'Hello' });
    await settle();
    expect([app.line.waiting, app.started.length]).toEqual([1, 0]);
    app.clock.advance(1_500);
    ticket.leave();
    const response = await answer;
    expect(response.headers.get('Server-Timing')).toMatch(/^wait;dur=1500, /);
    await response.arrayBuffer();
    await app.idle();
    expect(app.lines).toMatchObject([{ outcome: 'done', waitMs: 1_500 }]);
    expect(app.line.active).toBe(0);
  });

  it('leaves the line when the listener does', async () => {
    const app = testApp({ MAX_STREAMS: 1 });
    app.line.enter(new AbortController().signal);
    const listener = new AbortController();
    const answer = app.speak({ text: 'Hello' }, { signal: listener.signal });
    await settle();
    expect(app.line.waiting).toBe(1);
    listener.abort();
    expect((await answer).status).toBe(499);
    expect([app.line.waiting, app.line.active, app.started.length]).toEqual([0, 1, 0]);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('frees its place when events are left before they begin', async () => {
    const app = testApp({ MAX_STREAMS: 1 });
    const response = await app.speak({ text: 'Hello', stream_format: 'sse' });
    expect(app.line.active).toBe(1);
    await response.body?.cancel();
    expect([app.line.active, app.started.length]).toEqual([0, 0]);
  });

  it.each([
    ['the request is wrong', { text: 7 }, 400],
    ['the voice is unknown', { text: 'Hello', voice: 'Nobody' }, 400],
  ])('takes no place when %s', async (_, body, status) => {
    const app = testApp();
    expect((await app.speak(body)).status).toBe(status);
    expect(app.line.active).toBe(0);
  });

  it('is refused in a format that only the edge encodes, before anything begins', async () => {
    const app = testApp();
    const response = await app.speak({ text: 'Hello', format: 'mp3' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('ask for pcm, wav, flac');
    expect([app.started, app.line.active]).toEqual([[], 0]);
  });
});
