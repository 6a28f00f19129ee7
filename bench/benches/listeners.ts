import type { Agent } from 'node:http';
import type { JobRecord } from '@voxlane/emulator';
import { bytesHeard, type Heard } from '../client/heard.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { listenDirectly } from '../client/listen-directly.ts';
import { listenToEdge } from '../client/listen-to-edge.ts';
import { newText } from '../client/spoken-text.ts';
import { staggered } from '../client/staggered.ts';
import { chunkLags } from '../figures/chunk-lags.ts';
import { countFailures } from '../figures/count-failures.ts';
import { cpuSeconds } from '../figures/cpu-seconds.ts';
import { spokenChunks } from '../figures/spoken-chunks.ts';
import { spreadOf } from '../figures/spread.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { type Lane, withLane } from '../lane/lane.ts';
import type { Bench, Findings } from './bench.ts';

const CHUNK_MS = 250;
const SAMPLE_RATE = 48_000;
const BYTES_PER_HOUR = 3_600 * 2 * SAMPLE_RATE;
const LISTENERS = 50;
const CROWD = `${LISTENERS} listeners`;
/** 9.06 s of audio each, as one piece. */
const SENTENCES = 3;
const PIECE = { first: 400, most: 400 };

/** Many listeners at once, at the pace of real time. */
export const listeners: Bench = {
  name: 'listeners',
  parameters: { listeners: LISTENERS, chunkMs: CHUNK_MS, realTimeFactor: 1, sampleRate: SAMPLE_RATE },
  run: (root) =>
    withLane(
      root,
      { sampleRate: SAMPLE_RATE, endpoints: { vibevoice: warmEndpoint(CHUNK_MS, 1) } },
      [
        (url) => ({
          VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice`,
          SERVICES: JSON.stringify({ vibevoice: { piece: PIECE } }),
        }),
      ],
      (lane) => withKeptConnections((agent) => measure(lane, agent)),
    ),
};

async function measure({ emulator, edges: [edge] }: Lane, agent: Agent): Promise<Findings> {
  const endpoint = `${emulator.url}/v2/vibevoice`;
  const askEdge = (sentences: number) => () =>
    listenToEdge({ url: edge?.url ?? '', service: 'vibevoice', text: newText(sentences), agent }).heard;
  const askDirectly = () => listenDirectly({ endpoint, text: newText(SENTENCES), sampleRate: SAMPLE_RATE, agent });
  await crowd(askEdge(1));
  const before = cpuSeconds(edge?.pid);
  const heard = await crowd(askEdge(SENTENCES));
  const after = cpuSeconds(edge?.pid);
  const direct = await crowd(askDirectly);
  const cpu = before === undefined || after === undefined ? undefined : after - before;
  return describe(heard, direct, cpu, await emulator.jobs());
}

/** All begin within one chunk's time, evenly: in the world nothing would bring them into step. */
function crowd(ask: () => Promise<Heard>): Promise<Heard[]> {
  return staggered(
    Array.from({ length: LISTENERS }, () => ask),
    CHUNK_MS,
  );
}

function describe(
  heards: readonly Heard[],
  direct: readonly Heard[],
  cpu: number | undefined,
  jobs: readonly JobRecord[],
): Findings {
  const lags = (all: readonly Heard[]) =>
    spreadOf(all.flatMap(({ text, arrivals }) => chunkLags(spokenChunks(text, jobs).flat(), arrivals)));
  const firsts = (all: readonly Heard[]) =>
    spreadOf(all.flatMap(({ arrivals: [first], askedAt }) => (first === undefined ? [] : [first.at - askedAt])));
  const spreads = { lag: lags(heards), directLag: lags(direct), first: firsts(heards), directFirst: firsts(direct) };
  const hours = heards.reduce((sum, heard) => sum + bytesHeard(heard), 0) / BYTES_PER_HOUR;
  return {
    spreads,
    figures: [
      { what: `${CROWD}, lag of a chunk, p50`, value: spreads.lag.p50, unit: 'ms', headline: true },
      { what: `${CROWD}, lag of a chunk, p99`, value: spreads.lag.p99, unit: 'ms', headline: true },
      { what: `${CROWD}, lag of bare clients, p50`, value: spreads.directLag.p50, unit: 'ms' },
      { what: `${CROWD}, lag of bare clients, p99`, value: spreads.directLag.p99, unit: 'ms' },
      {
        what: `${CROWD}, first audio (the GPU's ${CHUNK_MS} ms included), p50`,
        value: spreads.first.p50,
        unit: 'ms',
        headline: true,
      },
      {
        what: `${CROWD}, first audio (the GPU's ${CHUNK_MS} ms included), p99`,
        value: spreads.first.p99,
        unit: 'ms',
        headline: true,
      },
      ...(cpu === undefined
        ? []
        : [
            {
              what: `${CROWD}, workerd for an hour of audio`,
              value: cpu / hours,
              unit: 'CPU s',
              headline: true,
            } as const,
          ]),
      {
        what: `${CROWD}, failed`,
        value: countFailures([...heards, ...direct], jobs),
        unit: 'times',
        target: 0,
        headline: true,
      },
    ],
  };
}
