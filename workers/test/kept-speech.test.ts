import { systemClock } from '@voxlane/runpod';
import { SpeechCache, startSpeech } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { cacheStore } from '../src/speech-store.ts';
import { type FakeRunpod, fakeRunpod, type JobCourse } from './fake-runpod.ts';
import { type TestApp, testApp } from './test-app.ts';

const ORIGIN = 'https://voxlane.example';

/** An edge that keeps finished speech in the runtime's own cache, and the RunPod behind it. */
function keepingEdge(course: JobCourse): { app: TestApp; runpod: FakeRunpod } {
  const runpod = fakeRunpod(course);
  const newId = () => crypto.randomUUID();
  const store = cacheStore({ caches, seconds: 3_600, origin: ORIGIN, newId });
  const cache = new SpeechCache({ store, maxBytes: 1_000_000, start: startSpeech });
  const start: typeof startSpeech = async (order, context) => (await cache.look(order, context)).start();
  return { app: testApp({}, { startSpeech: start, fetch: runpod.fetch, clock: systemClock }), runpod };
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('speech that was kept at the edge', () => {
  it('is played to the next listener without a GPU, in any format', async () => {
    const text = 'Kept once, heard often.';
    const first = keepingEdge('completes');
    const spoken = await bytesOf(await first.app.speak({ text }));
    expect(spoken).toHaveLength(48_000);
    await first.app.idle();

    const { app, runpod } = keepingEdge('stays queued');
    expect(await bytesOf(await app.speak({ text }))).toEqual(spoken);
    expect((await bytesOf(await app.speak({ text, format: 'wav' }))).subarray(44)).toEqual(spoken);
    expect(await bytesOf(await app.speak({ text, sample_rate: 8_000 }))).toHaveLength(8_000);
    await app.idle();
    expect(runpod.calls).toEqual([]);
    expect(app.lines).toMatchObject(Array(3).fill({ outcome: 'done', jobs: [], audioSeconds: 0.5 }));
  });

  it('is not there when its listener left', async () => {
    const text = 'Left in the middle.';
    const left = keepingEdge('hangs');
    const reader = (await left.app.speak({ text })).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await left.app.idle();
    expect(left.runpod.calls).toContain('POST cancel/job-1');

    const { app, runpod } = keepingEdge('completes');
    expect(await bytesOf(await app.speak({ text }))).toHaveLength(48_000);
    expect(runpod.calls).toContain('POST run');
  });
});
