import { EDGE_SETTINGS, givenSettings, unknownSettings } from '../start/edge-settings.mjs';
import { note, ok, wrong } from './finding.mjs';

/** RunPod's own hosts answer nobody without a key. */
const RUNPOD_HOST = /(^|\.)runpod\.ai$/;

/**
 * Looks at the settings without ever showing a value: one that was mixed up may be a key.
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
  return [ok(summary), ...slips, ...checkAddresses(given)];
}

/** @param {Readonly<Record<string, string>>} given */
function checkAddresses(given) {
  const addresses = EDGE_SETTINGS.filter((name) => /_(ENDPOINT|URL)$/.test(name) && given[name] !== undefined);
  return addresses.flatMap((name) => {
    const url = readUrl(given[name] ?? '');
    if (url === undefined) {
      return wrong(`${name} is not an http(s) URL without a user name`, `${name}=https://api.runpod.ai/v2/ID`);
    }
    const needsKey = RUNPOD_HOST.test(url.hostname) && given.RUNPOD_API_KEY === undefined;
    return needsKey ? wrong(`${name} is at RunPod, which needs a key`, 'set RUNPOD_API_KEY') : [];
  });
}

/** @param {string} text */
function readUrl(text) {
  try {
    const url = new URL(text);
    const plain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
    return plain ? url : undefined;
  } catch {
    return undefined;
  }
}
