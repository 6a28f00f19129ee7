import { createServer } from 'node:net';

/** Everything that is started listens here, and only here. */
export const LOOPBACK = '127.0.0.1';

/**
 * A port, the setting that chooses it, and who listens there.
 * @typedef {{ setting: string, port: number, owner: string }} PortSetting
 */

/** The ports of `npm start` where the environment does not say otherwise. */
const PORTS = Object.freeze({
  edge: { setting: 'EDGE_PORT', port: 8787 },
  emulator: { setting: 'EMULATOR_PORT', port: 8788 },
  sidecar: { setting: 'SIDECAR_PORT', port: 4173 },
});

/**
 * Reads a port from the environment.
 * @param {NodeJS.Dict<string>} env
 * @param {keyof typeof PORTS} owner
 * @returns {PortSetting}
 * @throws {Error} that names the setting, when it is no port number
 */
export function readPort(env, owner) {
  const { setting, port: fallback } = PORTS[owner];
  const given = env[setting] ?? '';
  const port = given === '' ? fallback : Number(given);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return { setting, port, owner };
  throw new Error(`${setting} is ${JSON.stringify(given)}, but should be a port number from 1 to 65535.`);
}

/**
 * What is wrong with the port settings themselves, a line each.
 * @param {NodeJS.Dict<string>} env
 * @returns {string[]}
 */
export function wrongPortSettings(env) {
  const owners = /** @type {(keyof typeof PORTS)[]} */ (Object.keys(PORTS));
  return owners.flatMap((owner) => {
    try {
      readPort(env, owner);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}

/**
 * Says, in one line a port, which are shared by two or held by another program, and how to change them.
 * @param {readonly PortSetting[]} ports
 * @returns {Promise<string[]>}
 */
export async function portProblems(ports) {
  const problems = await Promise.all(ports.map((entry, index) => portProblem(entry, ports.slice(0, index))));
  return problems.filter((problem) => problem !== undefined);
}

/**
 * @param {PortSetting} entry
 * @param {readonly PortSetting[]} earlier
 */
async function portProblem({ setting, port, owner }, earlier) {
  const other = earlier.find((entry) => entry.port === port);
  if (other !== undefined) return `${setting} and ${other.setting} are both ${port}: give each a port of its own.`;
  const code = await listenError(port);
  if (code === undefined) return undefined;
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be listened on (${code})`;
  const free = port <= 65_000 ? port + 100 : port - 100;
  return `Port ${port} of the ${owner} ${why}. Choose another one: ${setting}=${free} npm start`;
}

/**
 * The code of the error that listening on a loopback port gives, such as `EADDRINUSE`; undefined when it is free.
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
function listenError(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
