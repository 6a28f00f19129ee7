import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRecord } from '@voxlane/emulator';
import type { System } from './system.ts';

/** Milliseconds between two looks at what cannot tell by itself. */
const LOOK_EVERY_MS = 20;
/** A cancel is posted at once; this is for a busy machine. */
const PATIENCE_MS = 10_000;

/** The jobs that the edge started to say something with `part` in it, the oldest first. */
export function jobsAbout({ running }: System, part: string): JobRecord[] {
  return running.emulator
    .jobs()
    .filter(({ endpoint, input }) => !endpoint.startsWith('reference-') && String(input.text).includes(part));
}

/** Waits until `holds`, and throws with `what` was waited for when it takes too long. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; !holds(); await sleep(LOOK_EVERY_MS)) {
    if (Date.now() > until) throw new Error(`not within ${PATIENCE_MS} ms: ${what}`);
  }
}

/** Waits until every job about `part` was cancelled or had ended by itself, and gives them. */
export async function stoppedJobs(system: System, part: string): Promise<JobRecord[]> {
  const working = () => jobsAbout(system, part).filter(({ status }) => /^IN_/.test(status));
  await eventually(`no job about "${part}" is left at work`, () => working().length === 0);
  return jobsAbout(system, part);
}
