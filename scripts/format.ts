import { REPO_ROOT } from './bootstrap/repo-root.mjs';
import { runQuietly } from './process/run-quietly.ts';

/** `npm run format`: formats everything, and mends what the linter can mend by itself. */

const { code, output } = await runQuietly(['biome', 'check', '--write'], { cwd: REPO_ROOT });
console.log(output.trimEnd());
process.exitCode = code;
