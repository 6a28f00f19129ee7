import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRecord } from '@voxlane/emulator';
import type { Heard } from '../client/heard.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { listenToEdge } from '../client/listen-to-edge.ts';
import { newText } from '../client/spoken-text.ts';
import { chunkLags } from '../figures/chunk-lags.ts';
import { countFailures } from '../figures/count-failures.ts';
import { jointGaps } from '../figures/joint-gaps.ts';
import { bytesIn, spokenChunks } from '../figures/spoken-chunks.ts';
import { spreadOf } from '../figures/spread.ts';
import { stalledSeconds } from '../figures/stalled-seconds.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { withLane } from '../lane/lane.ts';
import type { Bench, Figure, Findings } from './bench.ts';
import { mergeFindings } from './merge-findings.ts';

const CHUNK_MS = 250;
const SAMPLE_RATE = 48_000;
const REAL_TIME_FACTOR = 0.5;
/** What a job costs before its handler begins, in milliseconds. */
const OVERHEAD_MS = 300;
const SENTENCES = 20;
/** Edges that are compared. */
const LOOK_AHEADS = [2, 0] as const;
/** Listeners of each edge, begun one after the other by this much, in milliseconds. */
const LISTENERS = 3;
const STAGGER_MS = 430;

/** What LOOK_AHEAD is worth to a listener of a long text. */
export const lookAhead: Bench = {
  name: 'look-ahead',
  parameters: {
    chunkMs: CHUNK_MS,
    realTimeFactor: REAL_TIME_FACTOR,
    jobOverheadMs: OVERHEAD_MS,
    pieces: SENTENCES,
    listenersEach: LISTENERS,
  },
  run: (root) =>
    withLane(
      root,
      {
        sampleRate: SAMPLE_RATE,
        endpoints: { vibevoice: warmEndpoint(CHUNK_MS, REAL_TIME_FACTOR) },
        faults: [{ endpoint: 'vibevoice', faults: { queueMs: OVERHEAD_MS } }],
      },
      LOOK_AHEADS.map((ahead) => (url) => ({ VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice`, LOOK_AHEAD: `${ahead}` })),
      async ({ emulator, edges }) => {
        const heard = await Promise.all(edges.map(({ url }) => listenAll(url)));
        const jobs = await emulator.jobs();
        return mergeFindings(LOOK_AHEADS.map((ahead, i) => describe(`LOOK_AHEAD=${ahead}`, heard[i] ?? [], jobs)));
      },
    ),
};

function listenAll(url: string): Promise<Heard[]> {
  return withKeptConnections((agent) =>
    Promise.all(
      Array.from({ length: LISTENERS }, async (_, i) => {
        await sleep(i * STAGGER_MS);
        return listenToEdge({ url, service: 'vibevoice', text: newText(SENTENCES), agent }).heard;
      }),
    ),
  );
}

function describe(which: string, heards: readonly Heard[], jobs: readonly JobRecord[]): Findings {
  const pieces = ({ text }: Heard) => spokenChunks(text, jobs);
  const lags = spreadOf(heards.flatMap((heard) => chunkLags(pieces(heard).flat(), heard.arrivals)));
  const gaps = spreadOf(heards.flatMap((heard) => jointGaps(pieces(heard).map(bytesIn), heard.arrivals)));
  const whole = spreadOf(
    heards.map(({ arrivals, askedAt }) => ((arrivals.at(-1)?.at ?? Number.NaN) - askedAt) / 1_000),
  );
  const stalls = spreadOf(heards.map(({ arrivals }) => stalledSeconds(arrivals, 2 * SAMPLE_RATE)));
  const figures: Figure[] = [
    { what: `${which}, time to the last byte, median`, value: whole.p50, unit: 's', headline: true },
    { what: `${which}, gap at a joint, p50`, value: gaps.p50, unit: 'ms', headline: true },
    { what: `${which}, gap at a joint, p99`, value: gaps.p99, unit: 'ms', headline: true },
    { what: `${which}, gap at a joint, max`, value: gaps.max, unit: 'ms' },
    { what: `${which}, lag of a chunk, p50`, value: lags.p50, unit: 'ms', headline: true },
    { what: `${which}, lag of a chunk, p99`, value: lags.p99, unit: 'ms', headline: true },
    { what: `${which}, playback stalled, worst listener`, value: stalls.max, unit: 's', target: 0, headline: true },
    { what: `${which}, failed listeners`, value: countFailures(heards, jobs), unit: 'times', target: 0 },
  ];
  return { figures, spreads: { [`${which} gap`]: gaps, [`${which} lag`]: lags } };
}
