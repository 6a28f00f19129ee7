import type { Agent } from 'node:http';
import type { JobRecord } from '@voxlane/emulator';
import type { Heard } from '../client/heard.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { listenDirectly } from '../client/listen-directly.ts';
import { listenToEdge } from '../client/listen-to-edge.ts';
import { newText } from '../client/spoken-text.ts';
import { staggered } from '../client/staggered.ts';
import { chunkLags } from '../figures/chunk-lags.ts';
import { countFailures } from '../figures/count-failures.ts';
import { spokenChunks } from '../figures/spoken-chunks.ts';
import { type Spread, spreadOf } from '../figures/spread.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { type Lane, withLane } from '../lane/lane.ts';
import type { Bench, Figure, Findings } from './bench.ts';

const CHUNK_MS = 250;
const SAMPLE_RATE = 48_000;
/** Listeners at once: half of them ask the edge, half RunPod itself, in turn. */
const PAIRS = 4;
/** 3.02 s of audio each: one first chunk, and twelve later ones, for every listener. */
const ROUNDS = 14;
/** The most that the edge may add to a chunk, in milliseconds. */
const TARGET_P50_MS = 5;
const TARGET_P99_MS = 25;

/** What the edge adds between a chunk's being available at RunPod and its last byte at the listener. */
export const lag: Bench = {
  name: 'lag',
  parameters: { chunkMs: CHUNK_MS, realTimeFactor: 1, sampleRate: SAMPLE_RATE, pairs: PAIRS, rounds: ROUNDS },
  run: (root) =>
    withLane(
      root,
      { sampleRate: SAMPLE_RATE, endpoints: { vibevoice: warmEndpoint(CHUNK_MS, 1) } },
      [(url) => ({ VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice` })],
      measure,
    ),
};

interface Heards {
  edge: Heard[];
  direct: Heard[];
}

async function measure(lane: Lane): Promise<Findings> {
  const all = await withKeptConnections(async (agent) => {
    // Opens the connections and warms both clients up.
    await listen(lane, agent, true);
    const rounds: Heards[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await listen(lane, agent, round % 2 === 1));
    return rounds;
  });
  return compare(all, await lane.emulator.jobs());
}

/** One round: pairs of listeners whose chunks come at different moments. @param swapped who begins. */
async function listen({ emulator, edges: [edge] }: Lane, agent: Agent, swapped: boolean): Promise<Heards> {
  const url = edge?.url ?? '';
  const endpoint = `${emulator.url}/v2/vibevoice`;
  const askEdge = () => listenToEdge({ url, service: 'vibevoice', text: newText(1), agent }).heard;
  const askDirectly = () => listenDirectly({ endpoint, text: newText(1), sampleRate: SAMPLE_RATE, agent });
  const pair = swapped ? [askDirectly, askEdge] : [askEdge, askDirectly];
  const heard = await staggered(Array.from({ length: PAIRS }, () => pair).flat(), CHUNK_MS);
  const even = heard.filter((_, i) => i % 2 === 0);
  const odd = heard.filter((_, i) => i % 2 === 1);
  return swapped ? { edge: odd, direct: even } : { edge: even, direct: odd };
}

function compare(rounds: readonly Heards[], jobs: readonly JobRecord[]): Findings {
  const lagsOf = ({ text, arrivals }: Heard) => chunkLags(spokenChunks(text, jobs).flat(), arrivals);
  const edge = rounds.flatMap((round) => round.edge);
  const direct = rounds.flatMap((round) => round.direct);
  const spreads = {
    edgeFirst: spreadOf(edge.flatMap((heard) => lagsOf(heard).slice(0, 1))),
    directFirst: spreadOf(direct.flatMap((heard) => lagsOf(heard).slice(0, 1))),
    edgeLater: spreadOf(edge.flatMap((heard) => lagsOf(heard).slice(1))),
    directLater: spreadOf(direct.flatMap((heard) => lagsOf(heard).slice(1))),
  };
  const { edgeFirst, directFirst, edgeLater, directLater } = spreads;
  return {
    spreads,
    figures: [
      ...added('a later chunk', edgeLater, directLater),
      ...added('the first chunk', edgeFirst, directFirst),
      { what: 'lag of a later chunk through the edge, p50', value: edgeLater.p50, unit: 'ms' },
      { what: 'lag of a later chunk through the edge, p99', value: edgeLater.p99, unit: 'ms' },
      { what: 'lag: failed listeners', value: countFailures([...edge, ...direct], jobs), unit: 'times', target: 0 },
    ],
  };
}

/** What the edge adds to the lag of the bare client. Of first chunks there are so few that their p99 is their largest. */
function added(which: string, edge: Spread, direct: Spread): Figure[] {
  const what = `lag that the edge adds to ${which}`;
  const p50 = { what: `${what}, p50`, value: edge.p50 - direct.p50, target: TARGET_P50_MS } as const;
  const p99 = { what: `${what}, p99`, value: edge.p99 - direct.p99, target: TARGET_P99_MS } as const;
  return [
    { ...p50, unit: 'ms', headline: true },
    { ...p99, unit: 'ms', headline: true },
  ];
}
