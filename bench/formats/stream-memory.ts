import type { Agent } from 'node:http';
import type { JobRecord } from '@voxlane/emulator';
import type { EdgeProcess } from '../lane/edge-process.ts';
import { type BenchFormat, RAW } from './known-formats.ts';
import { listenToFormat, type SoundArrival } from './listen-to-format.ts';
import { longText } from './long-text.ts';
import { type EdgeMemory, memoryOf } from './memory-of.ts';

/** Memory while a stream goes on. */
export interface MemoryMark {
  /** Minutes of audio that the listener had then. */
  minutes: number;
  memory: EdgeMemory;
}

/** What one long stream took of memory, in an edge of its own. */
export interface StreamMemory {
  format: BenchFormat;
  /** Before anybody had asked for this format. */
  idle: EdgeMemory;
  /** After a short stream of it that is over. */
  rest: EdgeMemory;
  marks: MemoryMark[];
  failure?: string | undefined;
}

/** Of whom, and when to look. */
export interface StreamMemoryOrder {
  /** Started to be inspected. */
  edge: EdgeProcess;
  agent: Agent;
  format: BenchFormat;
  /** Minutes of audio, ascending. */
  marks: readonly number[];
  /** What the emulator has been asked for. */
  jobs: () => Promise<readonly JobRecord[]>;
}

const WARM_UP_MINUTES = 0.2;
/** An edge is ahead of a listener by what sockets hold, in minutes of audio: at a mark it must not be through. */
const MARGIN_MINUTES = 5;

/** Hears one stream as fast as it comes, and looks at the edge's memory at each mark. */
export async function streamMemory(order: StreamMemoryOrder): Promise<StreamMemory> {
  const { edge, agent, format } = order;
  const warmUp = (of: BenchFormat) =>
    listenToFormat({ url: edge.url, format: of, text: longText(WARM_UP_MINUTES), agent });
  await warmUp(RAW);
  // Once for nothing: what looking itself takes the first time is nobody's.
  await memoryOf(edge);
  const idle = await memoryOf(edge);
  await warmUp(format);
  const rest = await memoryOf(edge);
  return { format, idle, rest, ...(await hearMarks(order)) };
}

async function hearMarks(order: StreamMemoryOrder): Promise<Pick<StreamMemory, 'marks' | 'failure'>> {
  const { edge, agent, format } = order;
  const text = longText((order.marks.at(-1) ?? 0) + MARGIN_MINUTES);
  const marks: MemoryMark[] = [];
  const onSound = async ({ seconds }: SoundArrival) => {
    const minutes = order.marks[marks.length];
    if (minutes === undefined || seconds < minutes * 60) return;
    marks.push({ minutes, memory: await memoryOf(edge) });
    if (allAskedFor(text, await order.jobs())) throw new Error(`the edge was through before ${minutes} minutes`);
  };
  const { failure } = await listenToFormat({ url: edge.url, format, text, agent, onSound });
  const missed = marks.length < order.marks.length ? 'the stream was too short' : undefined;
  return { marks, failure: failure ?? missed };
}

/** Whether the end of `text` has been asked for: what goes on then is no stream any more. */
function allAskedFor(text: string, jobs: readonly JobRecord[]): boolean {
  return jobs.some(({ input }) => text.endsWith(String(input.text)));
}
