import { givenSettings } from '../start/edge-settings.mjs';
import { edgeProblems, emulatorProblems } from '../start/setting-problems.ts';

/** Prints what is wrong with the settings in the environment, as a JSON list: a program for the doctor to run. */

const { env } = process;
console.log(JSON.stringify([...emulatorProblems(env), ...edgeProblems(givenSettings(env, {}))]));
