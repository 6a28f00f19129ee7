import type { Agent } from 'node:http';
import type { JobRecord } from '@voxlane/emulator';
import type { Bench, Findings } from '../benches/bench.ts';
import { mergeFindings } from '../benches/merge-findings.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import type { EdgeProcess, EdgeStart } from '../lane/edge-process.ts';
import type { EmulatorOrder } from '../lane/emulator-order.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { type EdgeSettings, type Lane, withLane } from '../lane/lane.ts';
import { cpuFigures } from './cpu-findings.ts';
import { firstSoundFindings } from './first-sound-findings.ts';
import { firstSounds } from './first-sounds.ts';
import { type BenchFormat, FORMATS, RAW, SAMPLE_RATE } from './known-formats.ts';
import { memoryFigures } from './memory-findings.ts';
import { servedFormats } from './served-formats.ts';
import { streamCpu } from './stream-cpu.ts';
import { streamMemory } from './stream-memory.ts';

const CHUNK_MS = 250;
const REAL_TIME = 1;
const AT_ONCE = 0;
/** Room for a text of half an hour, 33,000 characters. */
const SETTINGS: EdgeSettings = (url) => ({
  VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice`,
  MAX_INPUT_CHARACTERS: '50000',
});

/** How much is measured. */
interface Plan {
  /** Listeners of each format to its first audio, 3 s each. */
  rounds: number;
  /** When the memory of a long stream is looked at, in minutes of audio; the last is also how long CPU time is counted. */
  marks: readonly number[];
}

const FULL: Plan = { rounds: 16, marks: [1, 10, 30] };
const QUICK: Plan = { rounds: 2, marks: [0.25, 0.5, 1] };

/** What each format of `/v1/audio/speech` costs: time to the first audio, CPU time, memory. */
export const formats: Bench = {
  name: 'formats',
  parameters: parametersOf(FULL),
  run: (root) => measure(root, FULL),
  quick: { parameters: parametersOf(QUICK), run: (root) => measure(root, QUICK) },
};

function parametersOf({ rounds, marks }: Plan): Bench['parameters'] {
  return { chunkMs: CHUNK_MS, sampleRate: SAMPLE_RATE, rounds, minutes: marks.join(', ') };
}

async function measure(root: string, { rounds, marks }: Plan): Promise<Findings> {
  const { served, findings } = await measureFirstSounds(root, rounds);
  const minutes = marks.at(-1) ?? 0;
  const cpu = await onEdgesOfTheirOwn(root, served, {}, (who) => streamCpu({ ...who, minutes }));
  const memory = await onEdgesOfTheirOwn(root, served, { inspected: true }, (who) => streamMemory({ ...who, marks }));
  return mergeFindings([findings, { figures: [...cpuFigures(cpu, minutes), ...memoryFigures(memory)], spreads: {} }]);
}

interface FirstSounds {
  /** Formats that the edge encodes. */
  served: readonly BenchFormat[];
  findings: Findings;
}

function measureFirstSounds(root: string, rounds: number): Promise<FirstSounds> {
  return withLane(root, speaking(REAL_TIME), [SETTINGS], ({ emulator, edges: [edge] }) =>
    withKeptConnections(async (agent) => {
      const url = edge?.url ?? '';
      const served = await servedFormats([RAW, ...FORMATS], { url, agent });
      const heard = await firstSounds({ url, agent, formats: served, rounds, chunkMs: CHUNK_MS });
      return { served, findings: firstSoundFindings(heard, await emulator.jobs()) };
    }),
  );
}

interface LongListener {
  edge: EdgeProcess;
  agent: Agent;
  format: BenchFormat;
  jobs: () => Promise<readonly JobRecord[]>;
}

/** One format after the other, each on an edge of its own: what one leaves behind is not the next one's. */
function onEdgesOfTheirOwn<T extends { failure?: string | undefined }>(
  root: string,
  served: readonly BenchFormat[],
  start: EdgeStart,
  listen: (who: LongListener) => Promise<T>,
): Promise<T[]> {
  const settings = served.map(() => SETTINGS);
  const listenToAll = ({ edges, emulator: { jobs } }: Lane) =>
    withKeptConnections(async (agent) => {
      const results: T[] = [];
      for (const [i, edge] of edges.entries()) {
        const format = served[i] ?? RAW;
        const result = await listen({ edge, agent, format, jobs });
        if (result.failure !== undefined) console.log(`A long stream of ${format.name} failed: ${result.failure}.`);
        results.push(result);
      }
      return results;
    });
  return withLane(root, speaking(AT_ONCE), settings, listenToAll, start);
}

function speaking(realTimeFactor: number): EmulatorOrder {
  return { sampleRate: SAMPLE_RATE, endpoints: { vibevoice: warmEndpoint(CHUNK_MS, realTimeFactor) } };
}
