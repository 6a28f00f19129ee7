/** What came of a number of tests. */
export interface Tally {
  passed: number;
  failed: number;
  /** Full names of those that were left out. */
  skipped: readonly string[];
}

/** The sum of two tallies. */
export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: [...a.skipped, ...b.skipped] };
}

/** The last line of `npm test`: `12 passed, 0 failed`, and `, 3 skipped` when some were. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  const left = skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
  return `${passed} passed, ${failed} failed${left}`;
}

/** The names of what was left out, so that nobody takes it for tested; no lines when nothing was. */
export function skippedLines({ skipped }: Tally): string[] {
  return skipped.length === 0 ? [] : ['skipped:', ...skipped.map((name) => `  ${name}`)];
}
