import { EDGE_OUTPUT, workerBuilds } from '../../scripts/steps/worker-builds.ts';

/** Builds the worker from the sources as they are, so that figures belong to them. @throws Error when it does not build. */
export async function buildEdge(root: string): Promise<void> {
  const { problems } = await workerBuilds('', EDGE_OUTPUT).run({ root, paths: [] });
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
