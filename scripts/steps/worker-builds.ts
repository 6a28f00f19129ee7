import { runQuietly } from '../process/run-quietly.ts';
import { wranglerCommand, wranglerEnv } from '../start/wrangler.ts';
import type { Step } from './step.ts';

/** Where the worker of the default environment is built; tests of the whole system may run it from here. */
export const EDGE_OUTPUT = 'dist/edge';

/** Nothing leaves this machine, and no image is built, for which Docker would have to run. */
const DRY_RUN = ['--dry-run', '--containers-rollout=none'];

/** Builds the worker as a deployment would, without deploying: `environment` of wrangler.toml, '' for the default. */
export function workerBuilds(environment: string, output: string): Step {
  return {
    name: `worker builds (${environment === '' ? 'default' : environment})`,
    async run({ root }) {
      const command = wranglerCommand('deploy', ...DRY_RUN, '--outdir', output, '--env', environment);
      const result = await runQuietly(command, { cwd: root, env: wranglerEnv(root, process.env) });
      return { problems: result.code === 0 ? [] : [result.output] };
    },
  };
}
