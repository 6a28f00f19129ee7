import { isMainThread } from 'node:worker_threads';

/** What a process holds, for a test that looks for what is never let go. */
export interface ProcessState {
  /** Of the main thread after a full garbage collection, buffers included. */
  heapBytes: number;
  /** What keeps an event loop alive, counted by kind, such as `TCPSocketWrap` or `Timeout`. */
  resources: Record<string, number>;
}

/**
 * To be loaded into a process with `--import` and `--expose-gc`: from then on it answers SIGUSR2 with a line on stdout,
 * `{"event":"process", ...ProcessState}`. A signal, since a channel for messages would be a resource of its own.
 */
if (isMainThread) process.on('SIGUSR2', () => void report());

async function report(): Promise<void> {
  // What a first collection finishes off, a second one frees.
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const state: ProcessState = { heapBytes: heapUsed + arrayBuffers, resources };
  process.stdout.write(`${JSON.stringify({ event: 'process', ...state })}\n`);
}
