import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as util from 'node:util';
import { REPO_ROOT } from './bootstrap/repo-root.mjs';
import { checkInstall } from './doctor/check-install.mjs';
import { checkLoopback } from './doctor/check-loopback.mjs';
import { checkPorts } from './doctor/check-ports.mjs';
import { checkSettings } from './doctor/check-settings.mjs';
import { checkTools } from './doctor/check-tools.mjs';
import { checkValues } from './doctor/check-values.mjs';

/** `npm run doctor`: what is missing or wrong on this machine, and how to mend it. Needs no installation. */

/**
 * @param {string} file
 * @returns {NodeJS.Dict<string>}
 */
function readVars(file) {
  const path = join(REPO_ROOT, file);
  return existsSync(path) ? util.parseEnv(readFileSync(path, 'utf8')) : {};
}

const devVars = readVars('.dev.vars');
const findings = [
  ...checkTools(process.env, process.versions.node),
  ...checkInstall(REPO_ROOT),
  await checkLoopback(),
  ...(await checkPorts(process.env)),
  ...checkSettings(process.env, devVars),
  ...checkValues(REPO_ROOT, process.env, devVars, readVars('sidecar/.env')),
];
for (const { level, text, mend } of findings) {
  console.log(`${level.padEnd(5)} ${text}`);
  if (mend !== undefined) console.log(`      -> ${mend}`);
}
process.exitCode = findings.some(({ level }) => level === 'wrong') ? 1 : 0;
