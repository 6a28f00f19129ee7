import type { Agent } from 'node:http';
import type { JobRecord } from '@voxlane/emulator';
import { bytesHeard, type Heard } from '../client/heard.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { listenDirectly } from '../client/listen-directly.ts';
import { listenToEdge } from '../client/listen-to-edge.ts';
import { newText } from '../client/spoken-text.ts';
import { countFailures } from '../figures/count-failures.ts';
import { cpuSeconds } from '../figures/cpu-seconds.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { type Lane, withLane } from '../lane/lane.ts';
import { preciseNow } from '../lane/precise-clock.ts';
import type { Bench, Figure } from './bench.ts';

const CHUNK_MS = 250;
const OUTPUT_RATE = 48_000;
const OUTPUT_BYTES_PER_HOUR = 3_600 * 2 * OUTPUT_RATE;
const UPSTREAM_RATES = [48_000, 24_000] as const;
const MEGABYTE = 1_000_000;
/** Listeners at once; each begins anew until the time is over. */
const LISTENERS = 4;
const SENTENCES = 20;
/** Jobs that one listener has under way: the piece that plays and LOOK_AHEAD further ones. */
const LOOK_AHEAD = 2;
const RUN_MS = 5_000;
const WARM_UP_MS = 1_000;

/** How much audio goes through the edge when nothing else limits, and what that costs. */
export const throughput: Bench = {
  name: 'throughput',
  parameters: { chunkMs: CHUNK_MS, realTimeFactor: 0, listeners: LISTENERS, sentences: SENTENCES, runMs: RUN_MS },
  async run(root) {
    const figures: Figure[] = [];
    for (const rate of UPSTREAM_RATES) figures.push(...(await runAt(root, rate)));
    return { figures, spreads: {} };
  },
};

function runAt(root: string, sampleRate: number): Promise<Figure[]> {
  const fixed = { stream: true, output_format: 'pcm_16', sample_rate: sampleRate };
  return withLane(
    root,
    { sampleRate, endpoints: { vibevoice: warmEndpoint(CHUNK_MS, 0, sampleRate) } },
    [
      (url) => ({
        VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice`,
        LOOK_AHEAD: `${LOOK_AHEAD}`,
        SERVICES: JSON.stringify({ vibevoice: { fixed } }),
      }),
    ],
    (lane) => withKeptConnections((agent) => measure(lane, agent, sampleRate)),
  );
}

async function measure(lane: Lane, agent: Agent, sampleRate: number): Promise<Figure[]> {
  const { emulator, edges } = lane;
  const edgeUrl = edges[0]?.url ?? '';
  const endpoint = `${emulator.url}/v2/vibevoice`;
  const askEdge = () => listenToEdge({ url: edgeUrl, service: 'vibevoice', text: newText(SENTENCES), agent }).heard;
  const askDirectly = () => listenDirectly({ endpoint, text: newText(1), sampleRate, agent });
  await keepAsking(LISTENERS, askEdge, WARM_UP_MS);
  await keepAsking(LISTENERS * (1 + LOOK_AHEAD), askDirectly, WARM_UP_MS);

  const before = cpuSeconds(edges[0]?.pid);
  const edge = await keepAsking(LISTENERS, askEdge, RUN_MS);
  const after = cpuSeconds(edges[0]?.pid);
  const direct = await keepAsking(LISTENERS * (1 + LOOK_AHEAD), askDirectly, RUN_MS);

  const cpu = before === undefined || after === undefined ? undefined : after - before;
  return describe({ edge, direct, cpu, sampleRate, jobs: await emulator.jobs() });
}

interface Run {
  heard: Heard[];
  seconds: number;
}

/** `count` listeners ask again and again until `ms` are over; all that was begun is heard to its end. */
async function keepAsking(count: number, ask: () => Promise<Heard>, ms: number): Promise<Run> {
  const begun = preciseNow();
  const askOn = async () => {
    const heard: Heard[] = [];
    while (preciseNow() < begun + ms) heard.push(await ask());
    return heard;
  };
  const heard = (await Promise.all(Array.from({ length: count }, askOn))).flat();
  return { heard, seconds: (preciseNow() - begun) / 1_000 };
}

interface Measured {
  edge: Run;
  direct: Run;
  /** CPU seconds of the runtime, where the system tells. */
  cpu: number | undefined;
  sampleRate: number;
  jobs: readonly JobRecord[];
}

function describe({ edge, direct, cpu, sampleRate, jobs }: Measured): Figure[] {
  const upsampling = OUTPUT_RATE / sampleRate;
  const bytes = edge.heard.reduce((sum, heard) => sum + bytesHeard(heard), 0);
  const rate = bytes / MEGABYTE / edge.seconds;
  const bytesDirect = direct.heard.reduce((sum, heard) => sum + bytesHeard(heard), 0);
  const rateDirect = bytesDirect / MEGABYTE / direct.seconds;
  const failed = countFailures(edge.heard, jobs, upsampling) + countFailures(direct.heard, jobs);
  const from = `from ${sampleRate / 1_000} kHz`;
  return [
    { what: `${from}, PCM through the edge`, value: rate, unit: 'MB/s', headline: true },
    { what: `${from}, upstream PCM to bare clients`, value: rateDirect, unit: 'MB/s', headline: true },
    { what: `${from}, edge to bare clients, by upstream PCM`, value: rate / upsampling / rateDirect, unit: 'ratio' },
    ...(cpu === undefined ? [] : cpuFigures(from, cpu, edge.seconds, bytes / OUTPUT_BYTES_PER_HOUR)),
    { what: `${from}, failed listeners`, value: failed, unit: 'times', target: 0 },
  ];
}

function cpuFigures(from: string, cpu: number, seconds: number, hoursOfAudio: number): Figure[] {
  return [
    { what: `${from}, workerd for an hour of audio`, value: cpu / hoursOfAudio, unit: 'CPU s', headline: true },
    { what: `${from}, cores that workerd kept busy`, value: cpu / seconds, unit: 'ratio' },
  ];
}
