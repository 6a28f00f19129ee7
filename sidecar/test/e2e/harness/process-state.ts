import { eventually } from '../../../../workers/test/e2e/harness/jobs.ts';
import type { LaneSidecar } from './lane-sidecar.ts';
import type { ProcessState } from './report-process.ts';

const REPORTER = new URL('./report-process.ts', import.meta.url).href;

/** Settings of a sidecar process that can be asked for its state. */
export const REPORTING = { NODE_OPTIONS: `--expose-gc --import=${REPORTER}` };

/** Asks a sidecar process that was started with {@link REPORTING} what it holds. */
export async function processState({ child, logged }: LaneSidecar): Promise<ProcessState> {
  const before = logged.length;
  const line = () => logged.slice(before).find((each) => each.startsWith('{"event":"process"'));
  child?.kill('SIGUSR2');
  await eventually('the process tells what it holds', () => line() !== undefined);
  return JSON.parse(line() ?? '');
}
