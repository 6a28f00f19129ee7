import type { Tally } from './tally.ts';

/** The parts that are read of what vitest's `json` reporter writes. */
interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** Neither run nor failed. */
const LEFT_OUT = new Set(['skipped', 'pending', 'todo', 'disabled']);

/**
 * Counts the tests of a vitest run. Each thing that went wrong without being a test counts as one failure: a file that
 * could not be loaded, a run that found no test at all, and an exit code that no failed test explains (an error
 * outside of a test, a crash).
 * @param json what the reporter wrote; empty when the run died before
 * @param exitCode of the run
 */
export function readVitestReport(json: string, exitCode: number): Tally {
  const report = parseReport(json);
  if (report === undefined) return { passed: 0, failed: 1, skipped: [] };
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const skipped = tests.filter(({ status }) => LEFT_OUT.has(status)).map(({ fullName }) => fullName);
  const failed = tests.length - passed - skipped.length + brokenFiles(report);
  const unexplained = failed === 0 && (exitCode !== 0 || tests.length === 0);
  return { passed, failed: unexplained ? 1 : failed, skipped };
}

function brokenFiles({ testResults }: VitestReport): number {
  return testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
}

function parseReport(json: string): VitestReport | undefined {
  try {
    const report: Partial<VitestReport> = JSON.parse(json);
    return Array.isArray(report.testResults) ? { testResults: report.testResults } : undefined;
  } catch {
    return undefined;
  }
}
