import { type EdgeProcess, type EdgeStart, startEdgeProcess } from './edge-process.ts';
import type { EmulatorOrder } from './emulator-order.ts';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.ts';

/** Settings of an edge, given the origin of the emulator. */
export type EdgeSettings = (emulatorUrl: string) => Readonly<Record<string, string>>;

/** An emulator and the edges before it. */
export interface Lane {
  emulator: EmulatorProcess;
  /** One for each of the settings, in their order. */
  edges: readonly EdgeProcess[];
}

/** Runs `work` with an emulator and edges of its own, which end with it. */
export async function withLane<T>(
  root: string,
  order: EmulatorOrder,
  settings: readonly EdgeSettings[],
  work: (lane: Lane) => Promise<T>,
  start: EdgeStart = {},
): Promise<T> {
  const emulator = await startEmulatorProcess(order);
  const edges: EdgeProcess[] = [];
  try {
    // One after the other, so that each knows its own workerd.
    for (const each of settings) edges.push(await startEdgeProcess(root, each(emulator.url), start));
    return await work({ emulator, edges });
  } finally {
    await Promise.all(edges.map((edge) => edge.close()));
    await emulator.close();
  }
}
