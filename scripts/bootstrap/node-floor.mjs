/** The oldest Node whose npm and `node:` modules the set-up relies on; everything after it runs on the pinned Node. */
export const NODE_FLOOR = 20;

/**
 * Says what is wrong with the Node that runs the set-up.
 * @param {string} version as `process.versions.node`, such as `20.11.1`
 * @returns {string | undefined} undefined when it will do
 */
export function nodeProblem(version) {
  const major = Number.parseInt(version, 10);
  if (major >= NODE_FLOOR) return undefined;
  return `Node ${version} is too old: the set-up needs Node ${NODE_FLOOR} or newer (https://nodejs.org).`;
}
