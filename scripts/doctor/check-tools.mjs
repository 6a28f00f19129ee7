import { nodeProblem } from '../bootstrap/node-floor.mjs';
import { hasProgram } from './find-program.mjs';
import { note, ok, wrong } from './finding.mjs';

const REQUIRED = ['npm', 'npx', 'git'];

/** What each optional program is for, its package in Debian, and its other names. */
const OPTIONAL = [
  { program: 'sox', use: 'tests that listen to what was spoken', apt: 'sox' },
  { program: 'ffmpeg', use: 'tests that decode every format', apt: 'ffmpeg' },
  { program: 'chromium', use: 'tests of the page', apt: 'chromium', others: ['chromium-browser', 'google-chrome'] },
  {
    program: 'pocketsphinx',
    use: 'tests that understand what was spoken',
    apt: 'pocketsphinx pocketsphinx-en-us',
    others: ['pocketsphinx_continuous', 'pocketsphinx_batch'],
  },
];

/**
 * The programs that are there, and those that are not.
 * @param {NodeJS.Dict<string>} env
 * @param {string} nodeVersion as `process.versions.node`
 */
export function checkTools(env, nodeVersion) {
  const problem = nodeProblem(nodeVersion);
  const node = problem === undefined ? ok(`Node ${nodeVersion}`) : wrong(problem, 'install a newer Node');
  const required = REQUIRED.map((name) =>
    hasProgram(name, env) ? ok(name) : wrong(`${name} is not in PATH`, `install ${name === 'git' ? 'git' : 'npm'}`),
  );
  const optional = OPTIONAL.map(({ program, use, apt, others = [] }) =>
    [program, ...others].some((name) => hasProgram(name, env))
      ? ok(program)
      : note(`${program} is missing: ${use} are skipped`, `apt-get install ${apt}`),
  );
  return [node, ...required, ...optional];
}
