import { runQuietly } from '../process/run-quietly.ts';
import type { Step } from './step.ts';

/** Biome over everything; `npm run format` mends what can be mended by itself. */
export const formatAndLint: Step = {
  name: 'format and lint',
  async run({ root }) {
    const command = ['biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '--max-diagnostics=50'];
    const { code, output } = await runQuietly(command, { cwd: root });
    return { problems: code === 0 ? [] : [output] };
  },
};
