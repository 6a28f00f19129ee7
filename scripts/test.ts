import { REPO_ROOT } from './bootstrap/repo-root.mjs';
import { runVitest } from './report/run-vitest.ts';
import { addTallies, skippedLines, tallyLine } from './report/tally.ts';
import { ALL_STEPS } from './steps/all-steps.ts';
import { listFiles } from './steps/list-files.ts';
import { runSteps } from './steps/run-steps.ts';

/** `npm test`: all checks, each of which counts as one test, then all tests. Its last line is the sum. */

/**
 * The started system comes after the units, since the worker it runs is the one that a check built, and last what measures
 * time. The units share one run, which keeps both cores of a small machine busy.
 */
const RUNS = [['node', 'workerd', 'scripts'], ['e2e'], ['e2e-alone']];

const checkout = { root: REPO_ROOT, paths: await listFiles(REPO_ROOT) };
const surroundings = { print: console.log, now: () => performance.now() };
let tally = { ...(await runSteps(ALL_STEPS, checkout, surroundings)), skipped: [] as readonly string[] };
for (const projects of RUNS) tally = addTallies(tally, await runVitest(REPO_ROOT, projects));

for (const line of skippedLines(tally)) console.log(line);
console.log(tallyLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
