import { throwIfCancelled } from './hub-error.ts';
import type { HubFiles } from './hub-files.ts';

/** A holder shows this often that it lives, in ms. */
const BEAT_MS = 2_000;
/** A waiter looks this often, in ms. */
const POLL_MS = 1_000;
/** Looks without a new beat after which the holder is dead: five beats missed, while a slow disk may cost one or two. */
const DEAD_AFTER_POLLS = 10;
/** Owner and number of the beat. */
const MAX_LOCK_BYTES = 128;

/**
 * Does the work while no other process does it. A lock is a file that its holder rewrites every {@link BEAT_MS}. A
 * waiter compares what it reads with what it has read before, so that no two clocks are compared; a lock that has not
 * changed for {@link DEAD_AFTER_POLLS} looks is left by a process that was killed, and is taken over. Two waiters may
 * do so in the same instant: the work must bear that, as writing the same bytes to the same places does.
 */
export async function withLock<T>(
  files: HubFiles,
  path: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const owner = files.unique();
  await take(files, path, owner, signal);
  const stop = new AbortController();
  // A beat that cannot be written makes the lock look dead, no more: the work goes on.
  const beating = beat(files, path, owner, stop.signal).catch(() => {});
  try {
    return await work();
  } finally {
    stop.abort();
    await beating;
    if (await isHeldBy(files, path, owner)) await files.remove(path);
  }
}

async function take(files: HubFiles, path: string, owner: string, signal: AbortSignal): Promise<void> {
  let seen: string | undefined;
  let polls = 0;
  while (!(await files.create(path, `${owner} 0`))) {
    const now = await files.readText(path, MAX_LOCK_BYTES);
    polls = now === seen ? polls + 1 : 0;
    seen = now;
    if (polls >= DEAD_AFTER_POLLS) await files.remove(path);
    else await files.sleep(POLL_MS, signal);
    throwIfCancelled(signal);
  }
}

async function beat(files: HubFiles, path: string, owner: string, stop: AbortSignal): Promise<void> {
  for (let count = 1; ; count++) {
    await files.sleep(BEAT_MS, stop);
    if (stop.aborted || !(await isHeldBy(files, path, owner))) return;
    await files.writeText(path, `${owner} ${count}`);
  }
}

async function isHeldBy(files: HubFiles, path: string, owner: string): Promise<boolean> {
  return (await files.readText(path, MAX_LOCK_BYTES))?.startsWith(`${owner} `) === true;
}
