import { GRAPH_NAMES, type GraphName } from '../graph/graphs.ts';
import { openSession, type Session } from './onnx-session.ts';

/** Loads all built graphs. `path` leads from a file's name to the file. */
export async function openModels(
  path: (file: string) => string,
  threads: number,
): Promise<Readonly<Record<GraphName, Session>>> {
  const sessions: [GraphName, Session][] = [];
  for (const name of GRAPH_NAMES) sessions.push([name, await openSession(path(`${name}.onnx`), threads)]);
  return Object.fromEntries(sessions) as Record<GraphName, Session>;
}
