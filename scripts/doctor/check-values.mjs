import { spawnSync } from 'node:child_process';
import { hasPinnedNode, pinnedNode } from '../bootstrap/pinned-node.mjs';
import { givenSettings } from '../start/edge-settings.mjs';
import { SIDECAR_SETTINGS } from '../start/sidecar-settings.mjs';
import { note, ok, wrong } from './finding.mjs';

/** Reading the settings takes a quarter of a second; a busy machine gets more. */
const LIMIT_MS = 20_000;
const PROGRAM = 'scripts/doctor/print-setting-problems.ts';

/**
 * Whether the edge would take the settings. It is asked itself, in a process of the pinned Node: the Node that runs the
 * doctor may be too old for its sources, and before an installation there is nothing to ask.
 * @param {string} root of the checkout
 * @param {NodeJS.Dict<string>} env
 * @param {NodeJS.Dict<string>} devVars what `.dev.vars` says
 * @param {NodeJS.Dict<string>} sidecarVars what `sidecar/.env` says
 */
export function checkValues(root, env, devVars, sidecarVars) {
  if (!hasPinnedNode(root)) {
    return [note('the values of settings are not checked yet', 'run this again once the packages are installed')];
  }
  const asked = { ...givenSettings(env, sidecarVars, SIDECAR_SETTINGS), ...env, ...givenSettings(env, devVars) };
  const options = { cwd: root, env: asked, encoding: /** @type {const} */ ('utf8'), timeout: LIMIT_MS };
  const problems = readProblems(spawnSync(pinnedNode(root), [PROGRAM], options).stdout);
  if (problems === undefined) {
    return [note('the values of settings could not be checked', 'start it and see: npm start')];
  }
  if (problems.length === 0) return [ok('every setting has a value that it can have')];
  return problems.map((problem) =>
    wrong(problem, 'set it in the environment, .dev.vars or sidecar/.env, or leave it out'),
  );
}

/**
 * @param {string | null} printed null when the program could not be run
 * @returns {string[] | undefined}
 */
function readProblems(printed) {
  try {
    return JSON.parse(printed ?? '');
  } catch {
    return undefined;
  }
}
