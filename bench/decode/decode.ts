import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, Findings } from '../benches/bench.ts';
import { mergeFindings } from '../benches/merge-findings.ts';
import { fullSizeConfig } from './checkpoint/full-size-config.ts';
import { writeCheckpoint } from './checkpoint/write-checkpoint.ts';
import { exactFindings } from './findings/exact-findings.ts';
import { fastFindings } from './findings/fast-findings.ts';
import { firstAudioFindings } from './findings/first-audio-findings.ts';
import { loadFindings } from './findings/load-findings.ts';
import { longStreamFindings } from './findings/long-stream-findings.ts';
import { mainThreadFindings } from './findings/main-thread-findings.ts';
import { manyStreamsFindings } from './findings/many-streams-findings.ts';
import { memoryFindings } from './findings/memory-findings.ts';
import { neighboursFindings } from './findings/neighbours-findings.ts';
import { SHAPES } from './findings/shapes.ts';
import { FULL, type Plan, QUICK } from './plan.ts';
import type { Subject } from './subject.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/**
 * What decoding costs in packages/linacodec: a checkpoint of the real size with random weights, which takes the same
 * work as the real one. Every decoder runs in a process of its own; nothing is downloaded, and nothing is left behind.
 *
 * Run: `npm run bench decode`, about 5 minutes; `npm run bench decode -- --quick`, under one, which keeps no results.
 * Read: bench/README.md says what each figure means.
 */
export const decode: Bench = {
  name: 'decode',
  needsEdge: false,
  ...measured(FULL),
  quick: measured(QUICK),
};

function measured(plan: Plan): Pick<Bench, 'parameters' | 'run'> {
  return {
    parameters: {
      weights: 'random, full size, 12.5 Hz, float32',
      cachedStarts: plan.cachedStarts,
      exactRuns: plan.exact.runs,
      peakRuns: 2 * plan.exact.peakRuns,
      fastRuns: plan.fast.runs,
      firstAudioRuns: plan.firstAudio.runs,
      secondsOfManyStreams: plan.manyStreams.seconds,
      neighbourRuns: plan.neighbours.runs,
    },
    run: (root) => measureAll(root, plan),
  };
}

function measureAll(root: string, plan: Plan): Promise<Findings> {
  return withTemporaryFolder('voxlane-decode', async (folder) => {
    const subject = await makeSubject(root, folder);
    const found: Findings[] = [];
    for (const measure of measurements(subject, plan)) found.push(await measure());
    return mergeFindings(found);
  });
}

async function makeSubject(root: string, folder: string): Promise<Subject> {
  const [model, cache] = [join(folder, 'model'), join(folder, 'cache')];
  await mkdir(cache);
  const config = await writeCheckpoint(model, await fullSizeConfig(root));
  return { model, cache, folder, config };
}

/** One after the other: each has the machine for itself. */
function measurements(subject: Subject, plan: Plan): (() => Promise<Findings>)[] {
  return [
    () => loadFindings(subject, plan.cachedStarts),
    ...[1, 2].map((threads) => () => exactFindings(subject, plan.exact, threads)),
    () => fastFindings(subject, plan.fast),
    () => firstAudioFindings(subject, plan.firstAudio),
    () => longStreamFindings(subject, plan.longStream),
    ...SHAPES.map((shape) => () => manyStreamsFindings(subject, plan.manyStreams, shape)),
    ...SHAPES.map((shape) => () => neighboursFindings(subject, plan.neighbours, shape)),
    () => memoryFindings(subject, plan.memory),
    () => mainThreadFindings(subject, plan.mainThread),
  ];
}
