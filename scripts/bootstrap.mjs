import { installIfNeeded } from './bootstrap/install.mjs';
import { nodeProblem } from './bootstrap/node-floor.mjs';
import { pinnedEnv, pinnedNode } from './bootstrap/pinned-node.mjs';
import { REPO_ROOT } from './bootstrap/repo-root.mjs';
import { runSupervised } from './process/run-supervised.mjs';

/**
 * Plain JavaScript that any Node >= 20 runs: installs what the lock file says if that is not done yet, then runs
 * `node <script> ...args` on the pinned Node: `node scripts/bootstrap.mjs scripts/start.ts`.
 * @param {readonly string[]} command script and arguments
 * @returns {Promise<number>} exit code
 */
async function main(command) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  const installed = await installIfNeeded(REPO_ROOT);
  if (installed !== 0) return installed;
  const env = pinnedEnv(REPO_ROOT, process.env);
  const { code, output } = await runSupervised([pinnedNode(REPO_ROOT), ...command], { cwd: REPO_ROOT, env });
  if (output !== '') console.error(output);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
