import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { settle } from '../../test/settle.ts';
import { WaitingLine } from '../admission/waiting-line.ts';
import { endGracefully } from './end-gracefully.ts';
import { PendingWork } from './pending-work.ts';

const DRAIN_MS = 1_000;

function setUp() {
  const clock = manualClock();
  const line = new WaitingLine({ maxStreams: 2, maxQueue: 2, waitMs: 60_000 }, clock);
  const pending = new PendingWork();
  const quiet = Promise.withResolvers<void>();
  const steps: string[] = [];
  const server = {
    url: 'http://127.0.0.1:1',
    quiet: () => {
      steps.push('quiet');
      return quiet.promise;
    },
    close: async () => {
      steps.push('close');
    },
  };
  const hurry = new AbortController();
  const ending = () =>
    endGracefully({ line, server, pending, clock, drainMs: DRAIN_MS }, hurry.signal).then(() => steps.push('over'));
  return { clock, line, pending, quiet, steps, hurry, ending };
}

const LISTENS = new AbortController().signal;

describe('the end of a server', () => {
  it('comes when the last stream is over and all answers are out', async () => {
    const { line, quiet, steps, clock, ending } = setUp();
    const ticket = line.enter(LISTENS);
    const over = ending();
    await settle();
    expect([line.closed, steps]).toEqual([true, []]);
    ticket.leave();
    await settle();
    expect(steps).toEqual(['quiet']);
    quiet.resolve();
    await over;
    expect(steps).toEqual(['quiet', 'close', 'over']);
    expect(clock.sleepers).toBe(0);
  });

  it.each(['a stream is not over', 'an answer is not out'])(
    'does not wait longer than the limit when %s',
    async (what) => {
      const { line, steps, clock, ending } = setUp();
      if (what.startsWith('a stream')) line.enter(LISTENS);
      const over = ending();
      await settle();
      clock.advance(DRAIN_MS - 1);
      await settle();
      expect(steps).not.toContain('close');
      clock.advance(1);
      await over;
      expect(steps.slice(-2)).toEqual(['close', 'over']);
      expect(clock.sleepers).toBe(0);
    },
  );

  it('does not wait at all in a hurry', async () => {
    const { line, steps, clock, hurry, ending } = setUp();
    line.enter(LISTENS);
    const over = ending();
    await settle();
    hurry.abort();
    await over;
    expect(steps).toEqual(['close', 'over']);
    expect(clock.sleepers).toBe(0);
  });

  it('may be in a hurry from the start', async () => {
    const { line, steps, hurry, ending } = setUp();
    line.enter(LISTENS);
    hurry.abort();
    await ending();
    expect(steps).toEqual(['close', 'over']);
  });

  it('waits for cancels that are on their way, though not for ever', async () => {
    const { pending, quiet, steps, clock, ending } = setUp();
    quiet.resolve();
    pending.add(new Promise(() => undefined));
    const over = ending();
    await settle();
    expect(steps).toEqual(['quiet', 'close']);
    clock.advance(5_000);
    await over;
    expect(steps).toContain('over');
  });
});
