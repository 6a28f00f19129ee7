import { EDGE_SETTINGS, givenSettings, unknownSettings } from '../start/edge-settings.mjs';
import { note, ok, wrong } from './finding.mjs';

/** RunPod's own hosts answer nobody without a key. */
const RUNPOD_HOST = /(^|\.)runpod\.ai$/;

/**
 * Looks at which settings are there, without ever showing a value: one that was mixed up may be a key.
 * @param {NodeJS.Dict<string>} env
 * @param {NodeJS.Dict<string>} devVars what `.dev.vars` says
 */
export function checkSettings(env, devVars) {
  const given = givenSettings(env, devVars);
  const names = Object.keys(given);
  const slips = unknownSettings(devVars).map((name) =>
    note(`.dev.vars: ${name} is not a setting`, 'see .dev.vars.example for all of them'),
  );
  const summary = names.length === 0 ? 'no settings: all services are emulated' : `set: ${names.join(', ')}`;
  return [ok(summary), ...slips, ...missingKeys(given)];
}

/** @param {Readonly<Record<string, string>>} given */
function missingKeys(given) {
  if (given.RUNPOD_API_KEY !== undefined) return [];
  return EDGE_SETTINGS.filter((name) => /_(ENDPOINT|URL)$/.test(name) && isAtRunpod(given[name] ?? '')).map((name) =>
    wrong(`${name} is at RunPod, which needs a key`, 'set RUNPOD_API_KEY'),
  );
}

/** @param {string} text */
function isAtRunpod(text) {
  try {
    return RUNPOD_HOST.test(new URL(text).hostname);
  } catch {
    return false;
  }
}
