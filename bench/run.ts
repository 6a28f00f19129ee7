import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPO_ROOT } from '../scripts/bootstrap/repo-root.mjs';
import type { Bench, Findings } from './benches/bench.ts';
import { cancel } from './benches/cancel.ts';
import { lag } from './benches/lag.ts';
import { listeners } from './benches/listeners.ts';
import { lookAhead } from './benches/look-ahead.ts';
import { throughput } from './benches/throughput.ts';
import { buildEdge } from './lane/build-edge.ts';
import { readArguments } from './read-arguments.ts';
import { medianFigures, roundedSpreads } from './report/bench-result.ts';
import { figureTable, origin } from './report/figure-table.ts';
import { thisMachine } from './report/machine.ts';
import { putBetween } from './report/put-between.ts';
import { readResults, writeResult } from './report/result-files.ts';

/** `npm run bench [-- NAME ... --repeat N --readme]`: measures, keeps the results and prints them as a table. */

const BENCHES: readonly Bench[] = [lag, cancel, listeners, lookAhead, throughput];
const KNOWN = BENCHES.map(({ name }) => name);

async function runAll(): Promise<void> {
  const { names, runs, readme } = readArguments(process.argv.slice(2), KNOWN);
  console.log('Building the worker.');
  await buildEdge(REPO_ROOT);
  for (const bench of BENCHES.filter(({ name }) => names.includes(name))) await runBench(bench, runs);
  const results = await readResults(REPO_ROOT, names);
  console.log(`\n${figureTable(results)}\n\n${origin(results)}`);
  if (readme) await renewReadme();
}

async function runBench(bench: Bench, runs: number): Promise<void> {
  const all: Findings[] = [];
  for (let run = 1; run <= runs; run++) {
    console.log(`Running ${bench.name}, ${run} of ${runs}.`);
    all.push(await bench.run(REPO_ROOT));
  }
  await writeResult(REPO_ROOT, {
    bench: bench.name,
    measuredAt: new Date().toISOString(),
    machine: thisMachine(),
    parameters: bench.parameters,
    runs,
    figures: medianFigures(all),
    spreads: Object.fromEntries(all.map(({ spreads }, i) => [`run ${i + 1}`, roundedSpreads(spreads)])),
  });
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
