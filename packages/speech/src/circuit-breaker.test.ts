import { Problem } from '@voxlane/schema';
import { expect, it } from 'vitest';
import { manualClock } from '../test/manual-clock.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

const FAILED = new Problem('upstream_failed', 'boom');

function setUp(failures: number) {
  const clock = manualClock();
  return { clock, breaker: new CircuitBreaker(clock, failures) };
}

it('lets everything through until so many failures in a row', () => {
  const { breaker } = setUp(3);
  for (let i = 0; i < 2; i++) breaker.note('vibevoice', FAILED);
  expect(breaker.refusal('vibevoice')).toBeUndefined();
  breaker.note('vibevoice', FAILED);
  expect(breaker.refusal('vibevoice')).toMatchObject({ code: 'overloaded', status: 503, retryAfterSeconds: 15 });
});

it('begins to count anew after a success', () => {
  const { breaker } = setUp(2);
  breaker.note('vibevoice', FAILED);
  breaker.note('vibevoice', 'spoke');
  breaker.note('vibevoice', FAILED);
  expect(breaker.refusal('vibevoice')).toBeUndefined();
});

it('keeps services apart', () => {
  const { breaker } = setUp(1);
  breaker.note('vibevoice', FAILED);
  expect(breaker.refusal('chatterbox')).toBeUndefined();
});

it('lets one request through after the pause, and the others when that one speaks', async () => {
  const { breaker, clock } = setUp(1);
  breaker.note('vibevoice', FAILED);
  await clock.advance(15_000);
  expect(breaker.refusal('vibevoice')).toBeUndefined();
  expect(breaker.refusal('vibevoice')?.code).toBe('overloaded');
  breaker.note('vibevoice', 'spoke');
  expect(breaker.refusal('vibevoice')).toBeUndefined();
});

it.each(['invalid_request', 'client_closed', 'upstream_rate_limited', 'not_configured', 'total_timeout'] as const)(
  'does not count %s, which says nothing of the service',
  (code) => {
    const { breaker } = setUp(1);
    breaker.note('vibevoice', new Problem(code, 'x'));
    expect(breaker.refusal('vibevoice')).toBeUndefined();
  },
);

it('never opens when it is set to 0', () => {
  const { breaker } = setUp(0);
  for (let i = 0; i < 100; i++) breaker.note('vibevoice', FAILED);
  expect(breaker.refusal('vibevoice')).toBeUndefined();
});
