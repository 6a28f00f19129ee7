import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { JobRecord } from '@voxlane/emulator';
import type { EmulatorOrder } from './emulator-order.ts';

/** An emulator that runs in another process. */
export interface EmulatorProcess {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  pid: number;
  /** What happened to every job so far. Its answer is long: ask between measurements only. */
  jobs(): Promise<JobRecord[]>;
  close(): Promise<void>;
}

/** Starts it, listening on a free port of loopback. @throws Error when it ends before it listens. */
export async function startEmulatorProcess(order: EmulatorOrder): Promise<EmulatorProcess> {
  const child = fork(new URL('./emulator-child.ts', import.meta.url));
  const ended = once(child, 'exit');
  child.send(order);
  const early = ended.then(([code]) => {
    throw new Error(`the emulator ended with code ${code} before it listened`);
  });
  const [url] = (await Promise.race([once(child, 'message'), early])) as [string];
  early.catch(() => undefined);
  return {
    url,
    pid: child.pid ?? 0,
    async jobs() {
      const response = await fetch(`${url}/_emulator/jobs`);
      return ((await response.json()) as { jobs: JobRecord[] }).jobs;
    },
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
