import { portProblems, readPort } from '../start/ports.mjs';
import { ok, wrong } from './finding.mjs';

/**
 * Whether what `npm start` starts could listen.
 * @param {NodeJS.Dict<string>} env
 */
export async function checkPorts(env) {
  try {
    const ports = [readPort(env, 'edge'), readPort(env, 'emulator'), readPort(env, 'sidecar')];
    const problems = await portProblems(ports);
    if (problems.length === 0) return [ok(`ports ${ports.map(({ port }) => port).join(', ')} are free`)];
    return problems.map((problem) =>
      wrong(problem, 'or end the program that holds it: is the system running already?'),
    );
  } catch (error) {
    return [wrong(error instanceof Error ? error.message : String(error), 'or leave it out')];
  }
}
