import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inBrowser } from './harness/browser.ts';
import { directAudio } from './harness/direct-audio.ts';
import { missing } from './harness/programs.ts';
import { type System, startSystem } from './harness/system.ts';

const TEXT = 'Played by a browser.';
const absent = missing('chromium');

/** What the page does: asks across origins, decodes, plays to the end, and reads a stream of events. */
const scriptFor = (url: string) => `
  const speak = (more) => fetch('${url}/api/tts/stream', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'from-a-page' },
    body: JSON.stringify({ text: '${TEXT}', ...more }),
  });
  const response = await speak({ format: 'wav' });
  const bytes = await response.arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(bytes.slice(0));
  const player = new Audio(URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' })));
  const ended = new Promise((resolve, reject) => {
    player.onended = () => resolve(player.currentTime);
    player.onerror = () => reject(player.error.message);
  });
  await player.play();
  const playedSeconds = await ended;
  const events = await (await speak({ stream_format: 'sse' })).text();
  const failed = await speak({ voice: 'nobody' });
  return {
    requestId: response.headers.get('x-request-id'),
    rate: response.headers.get('x-sample-rate'),
    samples: decoded.length,
    peak: decoded.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
    playedSeconds,
    lastEvent: events.match(/event: (.*)/g).at(-1),
    failure: [failed.status, (await failed.json()).code],
  };`;

describe('a browser', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.close());

  it.skipIf(absent !== '')(
    `asks from another origin, decodes WAV, plays it to its end, reads events${absent}`,
    async () => {
      const pcm = await directAudio(system.running, 'vibevoice', { text: TEXT });
      const samples = pcm.length / 2;
      const result = (await inBrowser(scriptFor(system.url))) as { playedSeconds: number };
      expect(result).toMatchObject({
        requestId: 'from-a-page',
        rate: '48000',
        samples,
        peak: expect.closeTo(0.3, 1),
        lastEvent: 'event: speech.audio.done',
        failure: [400, 'unknown_voice'],
      });
      expect(result.playedSeconds).toBeCloseTo(samples / 48_000, 1);
    },
  );
});
