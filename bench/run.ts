import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPO_ROOT } from '../scripts/bootstrap/repo-root.mjs';
import { batch } from './benches/batch.ts';
import type { Bench, Findings } from './benches/bench.ts';
import { cancel } from './benches/cancel.ts';
import { echotts } from './benches/echotts.ts';
import { lag } from './benches/lag.ts';
import { listeners } from './benches/listeners.ts';
import { lookAhead } from './benches/look-ahead.ts';
import { throughput } from './benches/throughput.ts';
import { decode } from './decode/decode.ts';
import { formats } from './formats/formats.ts';
import { buildEdge } from './lane/build-edge.ts';
import { readArguments } from './read-arguments.ts';
import { type BenchResult, medianFigures, roundedSpreads } from './report/bench-result.ts';
import { figureTable, origin } from './report/figure-table.ts';
import { thisMachine } from './report/machine.ts';
import { putBetween } from './report/put-between.ts';
import { readResults, writeResult } from './report/result-files.ts';
import { streams } from './streams/streams.ts';

/** `npm run bench [-- NAME ... --repeat N --readme --quick]`: measures, keeps the results and prints them as a table. */

const BENCHES: readonly Bench[] = [
  lag,
  cancel,
  listeners,
  lookAhead,
  throughput,
  formats,
  batch,
  echotts,
  decode,
  streams,
];
const KNOWN = BENCHES.map(({ name }) => name);

async function runAll(): Promise<void> {
  const { names, runs, readme, quick } = readArguments(process.argv.slice(2), KNOWN);
  const benches = benchesOf(names, quick);
  await buildIfNeeded(benches);
  const measured: BenchResult[] = [];
  for (const bench of benches) {
    const result = await runBench(bench, runs);
    if (!quick) await writeResult(REPO_ROOT, result);
    measured.push(result);
  }
  console.log(`\n${figureTable(measured)}\n\n${origin(measured)}`);
  if (readme) await renewReadme();
}

/** @throws Error when none of them has a quick form, and that was asked for. */
function benchesOf(names: readonly string[], quick: boolean): Bench[] {
  const named = BENCHES.filter(({ name }) => names.includes(name));
  if (!quick) return named;
  const brief = named.flatMap((bench) => (bench.quick === undefined ? [] : [{ ...bench, ...bench.quick }]));
  if (brief.length === 0) throw new Error(`${names.join(', ')} cannot be measured with --quick`);
  return brief;
}

async function buildIfNeeded(benches: readonly Bench[]): Promise<void> {
  if (benches.every(({ needsEdge }) => needsEdge === false)) return;
  console.log('Building the worker.');
  await buildEdge(REPO_ROOT);
}

async function runBench(bench: Bench, runs: number): Promise<BenchResult> {
  const all: Findings[] = [];
  for (let run = 1; run <= runs; run++) {
    console.log(`Running ${bench.name}, ${run} of ${runs}.`);
    all.push(await bench.run(REPO_ROOT));
  }
  return {
    bench: bench.name,
    measuredAt: new Date().toISOString(),
    machine: thisMachine(),
    parameters: bench.parameters,
    runs,
    figures: medianFigures(all),
    spreads: Object.fromEntries(all.map(({ spreads }, i) => [`run ${i + 1}`, roundedSpreads(spreads)])),
  };
}

async function renewReadme(): Promise<void> {
  const path = join(REPO_ROOT, 'README.md');
  const results = await readResults(REPO_ROOT, KNOWN);
  const inner = `${figureTable(results, true)}\n\n${origin(results)}.`;
  await writeFile(path, putBetween(await readFile(path, 'utf8'), inner));
}

try {
  await runAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
