import type { BuiltEdge } from '../../scripts/edge/built-edge.ts';
import { startBuiltEdge } from '../../scripts/edge/built-edge.ts';
import { childrenOf } from '../figures/cpu-seconds.ts';

/** The built edge with the workerd that runs it. */
export interface EdgeProcess extends BuiltEdge {
  /** Undefined where there is no `/proc` to find it in. */
  pid: number | undefined;
}

/** How an edge of a bench is started. */
export interface EdgeStart {
  /** With an inspector, by which its memory can be looked at; false when left out. */
  inspected?: boolean;
}

/** Starts the edge as `npm run check` or {@link buildEdge} built it; it logs nothing. */
export async function startEdgeProcess(
  root: string,
  settings: Readonly<Record<string, string>>,
  start: EdgeStart = {},
): Promise<EdgeProcess> {
  const before = new Set(childrenOf(process.pid, 'workerd'));
  const edge = await startBuiltEdge(root, { LOG_LEVEL: 'silent', ...settings }, start);
  const pid = childrenOf(process.pid, 'workerd').find((child) => !before.has(child));
  return { ...edge, pid };
}
