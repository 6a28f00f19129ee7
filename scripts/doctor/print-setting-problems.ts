import { givenSettings } from '../start/edge-settings.mjs';
import { edgeProblems, emulatorProblems, sidecarProblems } from '../start/setting-problems.ts';
import { SIDECAR_SETTINGS } from '../start/sidecar-settings.mjs';

/** Prints what is wrong with the settings in the environment, as a JSON list: a program for the doctor to run. */

const { env } = process;
const sidecar = sidecarProblems(givenSettings(env, {}, SIDECAR_SETTINGS));
const problems = [...edgeProblems(givenSettings(env, {})), ...sidecar];
console.log(JSON.stringify([...emulatorProblems(env), ...new Set(problems)]));
