import type { Agent } from 'node:http';
import { cpuSeconds } from '../figures/cpu-seconds.ts';
import type { EdgeProcess } from '../lane/edge-process.ts';
import type { BenchFormat } from './known-formats.ts';
import { listenToFormat } from './listen-to-format.ts';
import { longText } from './long-text.ts';

/** What one long stream cost in CPU time. */
export interface StreamCpu {
  format: BenchFormat;
  /** Length of the stream as the listener had it, in seconds of audio. */
  audio: number;
  /** CPU seconds of workerd from the request to the end; undefined where the system does not tell. */
  cpu: number | undefined;
  failure?: string | undefined;
}

/** Of whom, and for how many minutes of audio. */
export interface StreamCpuOrder {
  edge: EdgeProcess;
  agent: Agent;
  format: BenchFormat;
  minutes: number;
}

/** Code that runs for the first time is compiled first, which a long stream need not pay for. */
const WARM_UP_MINUTES = 0.2;

/** Hears one stream as fast as it comes, from an edge that does nothing else. */
export async function streamCpu({ edge, agent, format, minutes }: StreamCpuOrder): Promise<StreamCpu> {
  const { url, pid } = edge;
  await listenToFormat({ url, format, text: longText(WARM_UP_MINUTES), agent });
  const before = cpuSeconds(pid);
  const { arrivals, failure } = await listenToFormat({ url, format, text: longText(minutes), agent });
  const after = cpuSeconds(pid);
  const cpu = before === undefined || after === undefined ? undefined : after - before;
  const audio = arrivals.at(-1)?.seconds ?? 0;
  return { format, audio, cpu, failure: failure ?? (audio < minutes * 60 ? 'it was too short' : undefined) };
}
