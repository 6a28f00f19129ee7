import { REPO_ROOT } from './bootstrap/repo-root.mjs';
import { ALL_STEPS } from './steps/all-steps.ts';
import { listFiles } from './steps/list-files.ts';
import { runSteps } from './steps/run-steps.ts';

/** `npm run check`: everything that can be said about the repository without running a test. */

const checkout = { root: REPO_ROOT, paths: await listFiles(REPO_ROOT) };
const surroundings = { print: console.log, now: () => performance.now() };
const { failed } = await runSteps(ALL_STEPS, checkout, surroundings);
process.exitCode = failed === 0 ? 0 : 1;
