import type { Agent } from 'node:http';
import { callJson } from '../client/call-json.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { newText } from '../client/spoken-text.ts';
import { type Spread, spreadOf } from '../figures/spread.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { withLane } from '../lane/lane.ts';
import { preciseNow } from '../lane/precise-clock.ts';
import type { Bench, Figure, Findings } from './bench.ts';
import { mergeFindings } from './merge-findings.ts';

const CHUNK_MS = 250;
const SAMPLE_RATE = 24_000;
const REAL_TIME_FACTOR = 0.5;
/** Jobs that the upstream does at once. */
const WORKERS = 3;
const ROUNDS = 3;

/** A batch of three texts, each of so many sentences, and how much sooner it should be there than three calls in a row. */
interface Case {
  atOnce: number;
  sentences: readonly [number, number, number];
  leastRatio: number;
}

/** At two at a time the best that three texts can have is half the time, where one is as long as the two others. */
const CASES: readonly Case[] = [
  { atOnce: 2, sentences: [2, 1, 1], leastRatio: 1.9 },
  { atOnce: 3, sentences: [2, 2, 2], leastRatio: 2.8 },
];

/** What a batch is worth beside calls in a row, on an upstream that could do all of it at once. */
export const batch: Bench = {
  name: 'batch',
  parameters: { chunkMs: CHUNK_MS, realTimeFactor: REAL_TIME_FACTOR, workers: WORKERS, items: 3, rounds: ROUNDS },
  run: (root) =>
    withLane(
      root,
      {
        sampleRate: SAMPLE_RATE,
        endpoints: { vibevoice: { ...warmEndpoint(CHUNK_MS, REAL_TIME_FACTOR, SAMPLE_RATE), workers: WORKERS } },
      },
      // Without look-ahead a text is one job at a time, so that what is compared is the batch alone.
      CASES.map(({ atOnce }) => (url) => ({
        VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice`,
        LOOK_AHEAD: '0',
        BATCH_AT_ONCE: `${atOnce}`,
      })),
      ({ edges }) =>
        withKeptConnections(async (agent) => {
          const found: Findings[] = [];
          for (const [i, each] of CASES.entries()) found.push(await compare(agent, edges[i]?.url ?? '', each));
          return mergeFindings(found);
        }),
    ),
};

async function compare(agent: Agent, url: string, { atOnce, sentences, leastRatio }: Case): Promise<Findings> {
  const inRow: number[] = [];
  const asBatch: number[] = [];
  const ask = (path: string, body: object) =>
    callJson(agent, 'POST', `${url}${path}`, { service: 'vibevoice', ...body });
  const each = async (count: number) =>
    heldTo(1, await ask('/v1/audio/speech/batch', { items: [{ input: newText(count) }] }));
  const all = async () => {
    const items = sentences.map((count) => ({ input: newText(count) }));
    heldTo(items.length, await ask('/v1/audio/speech/batch', { items }));
  };
  // Opens the connection and warms the worker up.
  await each(1);
  for (let round = 0; round < ROUNDS; round++) {
    inRow.push(
      await timed(async () => {
        for (const count of sentences) await each(count);
      }),
    );
    asBatch.push(await timed(all));
  }
  return describe(`batch of 3, ${atOnce} at a time`, spreadOf(inRow), spreadOf(asBatch), leastRatio);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = preciseNow();
  await work();
  return preciseNow() - began;
}

/** @throws Error unless all of a batch was spoken. */
function heldTo(items: number, answer: unknown): void {
  const { succeeded } = answer as { succeeded?: number };
  if (succeeded !== items) throw new Error(`${succeeded} of ${items} items were spoken`);
}

/** The share of the time in a row, which is small where a batch is worth much: targets are limits from above. */
function describe(which: string, inRow: Spread, asBatch: Spread, leastRatio: number): Findings {
  const figures: Figure[] = [
    { what: `${which}, times faster than in a row`, value: inRow.p50 / asBatch.p50, unit: 'times', headline: true },
    {
      what: `${which}, share of the time in a row`,
      value: asBatch.p50 / inRow.p50,
      unit: 'ratio',
      target: 1 / leastRatio,
      headline: true,
    },
    { what: `${which}, median`, value: asBatch.p50 / 1_000, unit: 's' },
    { what: `${which.replace('batch of 3', '3 in a row')}, median`, value: inRow.p50 / 1_000, unit: 's' },
  ];
  return { figures, spreads: { [`${which}`]: asBatch, [`${which}, in a row`]: inRow } };
}
