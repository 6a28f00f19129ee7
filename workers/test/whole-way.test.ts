import { systemClock } from '@voxlane/runpod';
import { startSpeech } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { type FakeRunpod, fakeRunpod } from './fake-runpod.ts';
import { testApp } from './test-app.ts';

const through = ({ fetch }: FakeRunpod) => testApp({}, { startSpeech, fetch, clock: systemClock });

describe('from the listener to the GPU and back', () => {
  it('every sample of a job arrives, and the log names the job', async () => {
    const runpod = fakeRunpod('completes');
    const app = through(runpod);
    const response = await app.speak({ text: 'Hello there.' });
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(2 * 24_000);
    await app.idle();
    expect(app.lines).toMatchObject([{ outcome: 'done', jobs: ['job-1'], audioSeconds: 0.5, bytes: 48_000 }]);
    expect(runpod.calls).not.toContain('POST cancel/job-1');
  });

  it('a listener who leaves the queue cancels the job', async () => {
    const runpod = fakeRunpod('stays queued');
    const app = through(runpod);
    const client = new AbortController();
    const answer = app.speak({ text: 'Hello there.' }, { signal: client.signal });
    await runpod.streaming;
    client.abort();
    expect((await answer).status).toBe(499);
    await app.idle();
    expect(runpod.calls).toContain('POST cancel/job-1');
    expect(app.lines).toMatchObject([{ outcome: 'cancelled', code: 'client_closed' }]);
  });

  it.each(['audio', 'sse'])('a listener who drops the body of %s cancels the job', async (stream_format) => {
    const runpod = fakeRunpod('hangs');
    const app = through(runpod);
    const reader = (await app.speak({ text: 'Hello there.', stream_format })).body?.getReader();
    expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
    await reader?.cancel();
    await app.idle();
    expect(runpod.calls).toContain('POST cancel/job-1');
    expect(app.lines).toMatchObject([{ outcome: 'cancelled', code: 'client_closed' }]);
  });
});
