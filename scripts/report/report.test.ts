import { describe, expect, it } from 'vitest';
import { readVitestReport } from './read-vitest-report.ts';
import { addTallies, skippedLines, tallyLine } from './tally.ts';

/** A report of one file with a test for each status. */
function reportOf(statuses: string[], file = 'passed'): string {
  const assertionResults = statuses.map((status, index) => ({ fullName: `test ${index}`, status }));
  return JSON.stringify({ testResults: [{ name: 'a.test.ts', status: file, assertionResults }] });
}

describe('readVitestReport', () => {
  it('counts what passed, failed and was left out', () => {
    const json = reportOf(['passed', 'failed', 'skipped', 'passed', 'todo', 'pending'], 'failed');
    expect(readVitestReport(json, 1)).toEqual({ passed: 2, failed: 1, skipped: ['test 2', 'test 4', 'test 5'] });
  });

  it('takes a status it does not know for a failure', () => {
    expect(readVitestReport(reportOf(['exploded']), 1).failed).toBe(1);
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(readVitestReport(reportOf([], 'failed'), 1)).toEqual({ passed: 0, failed: 1, skipped: [] });
    expect(readVitestReport(reportOf(['passed'], 'failed'), 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts an error outside of all tests as one failure', () => {
    expect(readVitestReport(reportOf(['passed']), 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a run that found no test as one failure', () => {
    expect(readVitestReport('{"testResults":[]}', 0).failed).toBe(1);
  });

  it.each(['', '{', 'null', '[]', '{"testResults":1}'])('counts a run that left the report "%s" as crashed', (json) => {
    expect(readVitestReport(json, 0)).toEqual({ passed: 0, failed: 1, skipped: [] });
  });
});

describe('tallyLine', () => {
  it('sums up', () => {
    const sum = addTallies({ passed: 2, failed: 0, skipped: ['a'] }, { passed: 3, failed: 1, skipped: ['b'] });
    expect(tallyLine(sum)).toBe('5 passed, 1 failed, 2 skipped');
    expect(skippedLines(sum)).toEqual(['skipped:', '  a', '  b']);
  });

  it('is silent about nothing skipped', () => {
    const all = { passed: 1, failed: 0, skipped: [] };
    expect(tallyLine(all)).toBe('1 passed, 0 failed');
    expect(skippedLines(all)).toEqual([]);
  });
});
