import { whenAborted } from './deadline.ts';
import type { TimeLimits } from './limits.ts';
import type { QueueClient } from './queue-client.ts';

/** Longest run of a job that is not stuck, in milliseconds: RunPod's limit for what it executes. */
const MAX_EXECUTION_MS = 300_000;
/** RunPod takes no shorter limit, in milliseconds. */
const MIN_EXECUTION_MS = 5_000;

/** A signal that never fires: a cancel must be sent even though, and because, the listener has left. */
const UNSTOPPED = new AbortController().signal;

/** Keeps the process alive for work that outlives a response. */
export type Defer = (work: Promise<unknown>) => void;

/**
 * Creates a job that the platform ends by itself when it is forgotten, and returns its id.
 *
 * A listener who leaves meanwhile does not stop a call under way: its answer is awaited in the background, because a
 * job that was made can only be cancelled by the id in that answer.
 */
export async function submitJob(
  client: QueueClient,
  input: Record<string, unknown>,
  limits: TimeLimits,
  defer: Defer,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const executionTimeout = Math.max(MIN_EXECUTION_MS, Math.min(MAX_EXECUTION_MS, limits.totalMs));
  const policy = { executionTimeout, ttl: limits.queueMs + executionTimeout };
  const submitted = client.submit(input, policy, signal);
  try {
    return await Promise.race([submitted, whenAborted(signal)]);
  } catch (error) {
    if (signal.aborted) cancelJob(client, submitted, defer);
    throw error;
  }
}

/** Ends a job in the background; one that was never created, or is over, needs no cancel. */
export function cancelJob(client: QueueClient, id: string | Promise<string>, defer: Defer): void {
  const cancelled = Promise.resolve(id).then((known) => client.cancel(known, UNSTOPPED));
  defer(cancelled.catch(() => undefined));
}
