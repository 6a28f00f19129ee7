import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/fake-stage.ts';
import { watchContext } from './watch-context.ts';

class FakeContext extends EventTarget {
  state = 'suspended';

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

function watch() {
  const context = new FakeContext();
  const clock = new FakeClock();
  const seen: boolean[] = [];
  const end = watchContext(context as unknown as AudioContext, clock, (held) => seen.push(held));
  return { context, clock, seen, end };
}

describe('watchContext', () => {
  it('a context that starts is not held, a phone call holds it, and its end lets it go', () => {
    const { context, seen } = watch();
    context.become('running');
    context.become('interrupted');
    context.become('running');
    expect(seen).toEqual([false, true, false]);
  });

  it('a context that has not started within a second waits for a click', () => {
    const { clock, seen } = watch();
    clock.pass(999);
    expect(seen).toEqual([]);
    clock.pass(1);
    expect(seen).toEqual([true]);
  });

  it('tells nothing once it is ended', () => {
    const { context, clock, seen, end } = watch();
    end();
    clock.pass(5_000);
    context.become('running');
    expect(seen).toEqual([]);
  });
});
