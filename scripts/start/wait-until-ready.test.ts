import { describe, expect, it } from 'vitest';
import { type ReadyAnswer, waitUntilReady } from './wait-until-ready.ts';

/** Waits on a scripted edge with a clock that only sleeping moves; the last answer repeats. */
function waitOn(answers: ReadyAnswer[], limitMs = 1_000) {
  let time = 0;
  let asked = 0;
  const done = waitUntilReady({
    ask: async () => answers[Math.min(asked++, answers.length - 1)] as ReadyAnswer,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
    now: () => time,
    limitMs,
  });
  return done.then(() => asked);
}

describe('waitUntilReady', () => {
  it('asks until the answer is 200', async () => {
    const answers = [{ error: 'connect ECONNREFUSED' }, { status: 503, body: '{}' }, { status: 200, body: '{}' }];
    expect(await waitOn(answers)).toBe(3);
  });

  it('shows what the edge says about its dependencies when the time is up', async () => {
    const body = '{"dependencies":{"qwen":{"reachable":false}}}';
    await expect(waitOn([{ status: 503, body }])).rejects.toThrow(/after 1 s.*503[\s\S]*"reachable": false/);
  });

  it('gives up at once, with what the edge says, when a setting is wrong', async () => {
    const body = '{"code":"not_configured","error":"LOOK_AHEAD must be less"}';
    const done = waitOn([{ error: 'connect ECONNREFUSED' }, { status: 503, body }, { status: 200, body: '{}' }]);
    await expect(done).rejects.toThrow(/^\/ready says 503:[\s\S]*LOOK_AHEAD must be less/);
  });

  it.each(['null', '[]', '"not_configured"', '{"code":"upstream_unreachable"}', 'not_configured'])(
    'goes on asking after a 503 with %s',
    async (body) => {
      expect(
        await waitOn([
          { status: 503, body },
          { status: 200, body: '{}' },
        ]),
      ).toBe(2);
    },
  );

  it('shows a body that is no JSON as it is', async () => {
    await expect(waitOn([{ status: 500, body: 'broken' }])).rejects.toThrow('/ready says 500:\nbroken');
  });

  it('says when the edge does not answer at all', async () => {
    await expect(waitOn([{ error: 'connect ECONNREFUSED' }])).rejects.toThrow('does not answer: connect ECONNREFUSED');
  });

  it('asks once even without any time', async () => {
    expect(await waitOn([{ status: 200, body: '' }], 0)).toBe(1);
  });
});
