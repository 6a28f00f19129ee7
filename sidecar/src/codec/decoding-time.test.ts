import { DEFAULT_LIMITS } from '@voxlane/runpod';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { EMBEDDING, FakeDecoder } from '../../test/fake-decoder.ts';
import { handFedBody } from '../../test/hand-fed-body.ts';
import { loadedModel } from '../../test/loaded-model.ts';
import { problemOf } from '../../test/problem-of.ts';
import { settle } from '../../test/settle.ts';
import { startDecoding } from './start-decoding.ts';

/** Milliseconds between two bytes: less than a sender may be silent. */
const TRICKLE_MS = 20_000;
const { totalMs } = DEFAULT_LIMITS;

function setUp() {
  const clock = manualClock();
  const { signal } = new AbortController();
  const decoder = new FakeDecoder();
  const model = loadedModel(decoder);
  const onDecoded = () => undefined;
  const context = { model, clock, limits: DEFAULT_LIMITS, maxBodyBytes: 10_000, signal, sampleRate: 48_000, onDecoded };
  const body = handFedBody();
  const start = () => startDecoding(body.stream, context, () => undefined);
  /** What is held: body, decoder and timers. */
  const held = () => [!body.cancelled, decoder.open, clock.sleepers];
  return { clock, body, start, held };
}

describe('the time that decoding a body may take in all', () => {
  it('binds a sender who trickles', async () => {
    const { clock, body, start, held } = setUp();
    const starting = problemOf(start);
    for (let ms = 0; ms < totalMs; ms += TRICKLE_MS) {
      await settle();
      body.send(' ');
      await settle();
      clock.advance(TRICKLE_MS);
    }
    expect(await starting).toMatchObject({ code: 'total_timeout', status: 504 });
    await settle();
    expect(held()).toEqual([false, 0, 0]);
  });

  it('binds a reader who trickles: what is held is freed at once, and the sound breaks', async () => {
    const { clock, body, start, held } = setUp();
    body.send({ tokens: [100, 200], embedding: EMBEDDING });
    const { audio } = await start();
    await audio.next();
    clock.advance(totalMs);
    await settle();
    expect(held()).toEqual([false, 0, 0]);
    expect(await problemOf(() => audio.next())).toMatchObject({ code: 'total_timeout' });
  });

  it('is not measured any more when the sound is over', async () => {
    const { body, start, held } = setUp();
    body.send({ tokens: [100], embedding: EMBEDDING });
    body.end();
    const { audio } = await start();
    while (!(await audio.next()).done);
    expect(held().slice(1)).toEqual([0, 0]);
  });
});
