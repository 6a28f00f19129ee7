import { describe, expect, it } from 'vitest';
import { Progress } from './progress.ts';

/** A progress whose clock is set by hand, and what its bar showed. */
function setUp() {
  const clock = { ms: 0 };
  const shown: string[] = [];
  const bar = {
    update: (done: number, label: string) => void shown.push(`${label} ${done}`),
    clear: () => void shown.push('clear'),
  };
  return { clock, shown, progress: new Progress(bar, () => clock.ms) };
}

describe('Progress', () => {
  it('shows nothing of short work', () => {
    const { clock, shown, progress } = setUp();
    progress.report(0, 'a');
    clock.ms = 699;
    progress.report(1, 'a');
    progress.clear();
    expect(shown).toEqual([]);
  });

  it('shows work once it has become long, and takes it away once', () => {
    const { clock, shown, progress } = setUp();
    progress.report(0, 'a');
    clock.ms = 700;
    progress.report(0.5, 'a');
    progress.report(0.6, 'a');
    progress.clear();
    progress.clear();
    expect(shown).toEqual(['a 0.5', 'a 0.6', 'clear']);
  });

  it('counts the time anew for other work, unless a bar is there', () => {
    const { clock, shown, progress } = setUp();
    progress.report(0, 'a');
    clock.ms = 600;
    progress.report(0, 'b');
    clock.ms = 1200;
    progress.report(0.1, 'b');
    expect(shown).toEqual([]);
    clock.ms = 1300;
    progress.report(0.2, 'b');
    progress.report(0, 'c');
    expect(shown).toEqual(['b 0.2', 'c 0']);
  });

  it('starts again after it was cleared', () => {
    const { clock, shown, progress } = setUp();
    progress.report(0, 'a');
    clock.ms = 1000;
    progress.report(0.1, 'a');
    progress.clear();
    progress.report(0.2, 'a');
    expect(shown).toEqual(['a 0.1', 'clear']);
  });

  it('does without a bar', () => {
    const progress = new Progress(undefined, () => 10_000);
    progress.report(0.5, 'a');
    progress.clear();
  });
});
