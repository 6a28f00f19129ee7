import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, Findings } from '../benches/bench.ts';
import { mergeFindings } from '../benches/merge-findings.ts';
import { fullSizeConfig } from '../decode/checkpoint/full-size-config.ts';
import { writeCheckpoint } from '../decode/checkpoint/write-checkpoint.ts';
import { withTemporaryFolder } from '../decode/temporary-folder.ts';
import { type SidecarProcess, withSidecar } from '../lane/sidecar-process.ts';
import { CHUNK_SECONDS, SPREAD_MS } from './crowd.ts';
import { MOST_GROWTH_MS, MOST_LATE_MS } from './figures/keeps-up.ts';
import { findLimit, type Limit } from './find-limit.ts';
import { limitFindings } from './limit-findings.ts';
import { oneInLine } from './one-in-line.ts';
import { oneTooMany } from './one-too-many.ts';
import { FULL, type Plan, QUICK } from './plan.ts';
import type { Subject } from './subject.ts';

/** More than any machine holds: while the limit is looked for, nobody is refused. */
const NO_LIMIT = '1000';

/**
 * How many streams one machine decodes in real time: clients send tokens to `/v1/decode` of a sidecar at the pace of
 * speech. Then what happens to one more than that.
 */
export const streams: Bench = {
  name: 'streams',
  needsEdge: false,
  ...measured(FULL),
  quick: measured(QUICK),
};

function measured(plan: Plan): Pick<Bench, 'parameters' | 'run'> {
  return {
    parameters: {
      workers: 'one a core, one thread each',
      chunkSeconds: CHUNK_SECONDS,
      beginsWithinMs: SPREAD_MS,
      secondsOfEach: plan.seconds,
      fineness: plan.fineness,
      mostLateMs: MOST_LATE_MS,
      mostGrowthMs: MOST_GROWTH_MS,
      refusals: plan.knocks,
    },
    run: (root) => withTemporaryFolder('voxlane-streams', (folder) => measureAll(root, folder, plan)),
  };
}

async function measureAll(root: string, folder: string, plan: Plan): Promise<Findings> {
  const LINACODEC_CACHE = join(folder, 'cache');
  await mkdir(LINACODEC_CACHE);
  const found = [await measureSubject(root, { name: 'built-in voice', settings: { LINACODEC_CACHE } }, plan)];
  if (plan.fullSize) {
    const model = join(folder, 'model');
    await writeCheckpoint(model, await fullSizeConfig(root));
    const settings = { LINACODEC_CACHE, LINACODEC_MODEL: model };
    found.push(await measureSubject(root, { name: 'full size', settings }, plan));
  }
  return mergeFindings(found);
}

/** Each part has a sidecar of its own, since the numbers of places and waiters are settings. */
async function measureSubject(root: string, { name, settings }: Subject, plan: Plan): Promise<Findings> {
  const sidecar = <T>(maxStreams: string, maxQueue: string, work: (sidecar: SidecarProcess) => Promise<T>) =>
    withSidecar(root, { ...settings, MAX_STREAMS: maxStreams, MAX_QUEUE: maxQueue }, work);
  const limit: Limit = await sidecar(NO_LIMIT, '0', (one) => findLimit(one, name, plan));
  const most = limitFindings(name, limit);
  if (limit.streams === 0) return most;
  const refused = await sidecar(`${limit.streams}`, '0', (one) => oneTooMany(one, name, limit, plan));
  const waited = await sidecar(`${limit.streams}`, '1', (one) => oneInLine(one, name, limit, plan));
  return mergeFindings([most, refused, waited]);
}
