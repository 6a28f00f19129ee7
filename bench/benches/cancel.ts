import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRecord } from '@voxlane/emulator';
import { startListenerFront } from '../../scripts/edge/listener-front.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { newText } from '../client/spoken-text.ts';
import { staggered } from '../client/staggered.ts';
import { spreadOf } from '../figures/spread.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { type Lane, withLane } from '../lane/lane.ts';
import type { Bench, Figure, Findings } from './bench.ts';
import { LEAVINGS, type Leaving, type Left, leave } from './leave.ts';
import { mergeFindings } from './merge-findings.ts';

const CHUNK_MS = 250;
const SAMPLE_RATE = 48_000;
/** Listeners of each kind at once, and how often so many come, after a round that is not counted. */
const AT_ONCE = 5;
const ROUNDS = 12;
/** By then a cancel has come, or never will: the edge's own tries at it are over, in milliseconds. */
const SETTLE_MS = 2_000;
const TARGET_P50_MS = 50;
/** Room for a whole text, so that it is one job. */
const PIECE = { first: 400, most: 400 };

/** From the moment when a listener leaves to `/cancel` at RunPod. */
export const cancel: Bench = {
  name: 'cancel',
  parameters: { chunkMs: CHUNK_MS, realTimeFactor: 1, listenersOfEachKindAtOnce: AT_ONCE, rounds: ROUNDS },
  run: (root) =>
    withLane(
      root,
      {
        sampleRate: SAMPLE_RATE,
        endpoints: { vibevoice: warmEndpoint(CHUNK_MS, 1) },
        faults: LEAVINGS.map(({ word, faults }) => ({ endpoint: 'vibevoice', match: word, faults })),
      },
      [
        (url) => ({
          VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice`,
          SERVICES: JSON.stringify({ vibevoice: { piece: PIECE } }),
        }),
      ],
      measure,
    ),
};

async function measure({ emulator, edges: [edge] }: Lane): Promise<Findings> {
  const url = new URL(edge?.url ?? '');
  const front = await startListenerFront(url.hostname, 0, Number(url.port));
  const urls = { alone: url.origin, front: `http://${url.hostname}:${front.port}` };
  const left = await withKeptConnections(async (agent) => {
    await leaveAll(urls, agent);
    const rounds: Left[][] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await leaveAll(urls, agent));
    return rounds.flat();
  }).finally(() => front.close());
  await sleep(SETTLE_MS);
  const jobs = await emulator.jobs();
  return mergeFindings(LEAVINGS.map((leaving) => describe(leaving, left, jobs)));
}

/** Every kind of leaving at once; those of one kind at different places within a chunk. */
async function leaveAll(urls: { alone: string; front: string }, agent: Agent): Promise<Left[]> {
  const kinds = LEAVINGS.map((leaving) => {
    const url = leaving.front ? urls.front : urls.alone;
    const one = () => leave(leaving, { url, service: 'vibevoice', text: `${leaving.word} ${newText(1)}`, agent });
    return staggered(
      Array.from({ length: AT_ONCE }, () => one),
      CHUNK_MS,
    );
  });
  return (await Promise.all(kinds)).flat();
}

function describe(leaving: Leaving, left: readonly Left[], jobs: readonly JobRecord[]): Findings {
  const own = left.filter((each) => each.leaving === leaving);
  const delays = own.flatMap(({ text, at }) => {
    const job = jobs.find(({ input }) => input.text === text);
    const from = leaving.since === 'leaving' ? at : job?.audio[0]?.at;
    return job?.cancelReceivedAt === undefined || from === undefined ? [] : [job.cancelReceivedAt - from];
  });
  const spread = spreadOf(delays);
  const target = leaving.since === 'leaving' ? { target: TARGET_P50_MS } : {};
  const figures: Figure[] = [
    { what: `cancel: ${leaving.what}, p50`, value: spread.p50, unit: 'ms', headline: true, ...target },
    { what: `cancel: ${leaving.what}, p99`, value: spread.p99, unit: 'ms' },
    { what: `cancel: ${leaving.what}, never came`, value: own.length - spread.n, unit: 'times', target: 0 },
  ];
  return { figures, spreads: { [leaving.what]: spread } };
}
