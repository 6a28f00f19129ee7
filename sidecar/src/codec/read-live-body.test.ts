import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { bodyOf, handFedBody } from '../../test/hand-fed-body.ts';
import { problemOf } from '../../test/problem-of.ts';
import { settle } from '../../test/settle.ts';
import { readLiveBody } from './read-live-body.ts';

const IDLE_MS = 1_000;

function setUp() {
  const clock = manualClock();
  const listener = new AbortController();
  const body = handFedBody();
  const bounds = { idleMs: IDLE_MS, clock, signal: listener.signal };
  return { clock, listener, body, bounds, bytes: readLiveBody(body.stream, bounds) };
}

const textOf = ({ value }: IteratorResult<Uint8Array, void>) => new TextDecoder().decode(value ?? undefined);

describe('a body that is read while it is written', () => {
  it('gives its bytes as they come, and then ends', async () => {
    const { body, bytes, clock } = setUp();
    const first = bytes.next();
    await settle();
    body.send('one');
    expect(textOf(await first)).toBe('one');
    body.send('two');
    body.end();
    expect(textOf(await bytes.next())).toBe('two');
    expect((await bytes.next()).done).toBe(true);
    expect(clock.sleepers).toBe(0);
  });

  it('may be empty', async () => {
    const { bounds } = setUp();
    expect((await readLiveBody(bodyOf(), bounds).next()).done).toBe(true);
  });

  it('may be silent for as long as the limit, and no longer', async () => {
    const { body, bytes, clock } = setUp();
    const first = bytes.next();
    clock.advance(IDLE_MS - 1);
    body.send('one');
    await first;
    const second = bytes.next();
    clock.advance(IDLE_MS);
    const problem = await problemOf(() => second);
    expect([problem.code, problem.message]).toEqual([
      'request_timeout',
      'No more tokens arrived for 1000 ms (TIMEOUT_MS)',
    ]);
    expect(body.cancelled).toBe(true);
  });

  it('is silent only while it is read: a slow reader is not the fault of the sender', async () => {
    const { body, bytes, clock } = setUp();
    body.send('one');
    await bytes.next();
    clock.advance(IDLE_MS + 500);
    body.send('two');
    expect(textOf(await bytes.next())).toBe('two');
  });

  it('that breaks off tells that the listener is gone', async () => {
    const { body, bytes } = setUp();
    body.send('one');
    await bytes.next();
    const broken = new Error('connection lost');
    body.fail(broken);
    expect(await problemOf(() => bytes.next())).toMatchObject({ code: 'client_closed', cause: broken });
  });

  it('is let go of when the listener leaves, in the middle of a wait', async () => {
    const { body, bytes, listener, clock } = setUp();
    const next = bytes.next();
    await settle();
    const reason = new Problem('client_closed', 'The listener left');
    listener.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect([body.cancelled, clock.sleepers]).toEqual([true, 0]);
  });

  it('is let go of when nobody wants more of it', async () => {
    const { body, bytes } = setUp();
    body.send('one');
    await bytes.next();
    await bytes.return();
    expect(body.cancelled).toBe(true);
  });
});
