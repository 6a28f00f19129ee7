import { describe, expect, it } from 'vitest';
import { FakeDecoder } from '../../test/fake-decoder.ts';
import { settle } from '../../test/settle.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { CodecModel } from '../codec/codec-model.ts';

/** An app whose model is not loaded yet, and has places for two and one in line. */
function loadingApp(): TestApp & { model: CodecModel } {
  const model = new CodecModel();
  return Object.assign(testApp({ MAX_STREAMS: 2, MAX_QUEUE: 1 }, { model }), { model });
}

/** Longer than anybody waits for a model. */
const TOO_LONG_MS = 10_000;

const refused = async (response: Response) => [
  response.status,
  response.headers.get('Retry-After'),
  (await response.text()).includes('still being loaded'),
];

describe('speech that comes before the model is loaded', () => {
  it('waits for it, and has begun nothing meanwhile', async () => {
    const app = loadingApp();
    const answer = app.speak({ text: 'Hello' });
    await settle();
    expect(app.started).toEqual([]);
    app.model.load({ decoder: new FakeDecoder(), realTimeFactor: 0.1 });
    expect((await answer).status).toBe(200);
    expect([app.started.length, app.clock.sleepers]).toEqual([1, 0]);
  });

  it.each([{}, { stream_format: 'sse' }])('with %o is refused with a status when that takes long', async (how) => {
    const app = loadingApp();
    const answers = [app.speak({ text: 'Hello', ...how }), app.decode()];
    await settle();
    app.clock.advance(TOO_LONG_MS);
    for (const answer of answers) expect(await refused(await answer)).toEqual([503, '5', true]);
    expect(app.started).toEqual([]);
    expect(app.lines).toMatchObject([{ outcome: 'refused' }, { outcome: 'refused' }]);
  });

  it('is refused at once while the model is downloaded', async () => {
    const app = loadingApp();
    app.model.progress = 0.1;
    expect(await refused(await app.speak({ text: 'Hello' }))).toEqual([503, '5', true]);
  });

  it('is refused at once when as many wait as there will be places for', async () => {
    const app = loadingApp();
    const waiting = Array.from({ length: 3 }, () => app.speak({ text: 'Hello' }));
    await settle();
    expect(await refused(await app.speak({ text: 'Hello' }))).toEqual([503, '5', true]);
    app.model.load({ decoder: new FakeDecoder(), realTimeFactor: 0.1 });
    expect((await waiting[0])?.status).toBe(200);
  });

  it('is told when the sidecar ends', async () => {
    const app = loadingApp();
    const answer = app.speak({ text: 'Hello' });
    await settle();
    app.line.close();
    const response = await answer;
    expect([response.status, response.headers.has('Retry-After')]).toEqual([503, true]);
    expect(await response.text()).toContain('shutting down');
    expect(app.clock.sleepers).toBe(0);
  });

  it('is given up when the listener leaves', async () => {
    const app = loadingApp();
    const listener = new AbortController();
    const answer = app.speak({ text: 'Hello' }, { signal: listener.signal });
    await settle();
    listener.abort();
    await answer;
    app.model.load({ decoder: new FakeDecoder(), realTimeFactor: 0.1 });
    await settle();
    expect([app.started, app.clock.sleepers]).toEqual([[], 0]);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled' }]);
  });
});
