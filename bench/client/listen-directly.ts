import type { Agent } from 'node:http';
import type { Arrival } from '../figures/arrival.ts';
import { preciseNow } from '../lane/precise-clock.ts';
import { callJson } from './call-json.ts';
import type { Heard } from './heard.ts';

/** One message of a handler, as far as a listener looks at it. */
interface Output {
  status?: string;
  audio_chunk?: string;
}

/** Whom to ask for what. */
export interface DirectQuestion {
  /** `http://127.0.0.1:PORT/v2/ID`. */
  endpoint: string;
  text: string;
  /** Hz. */
  sampleRate: number;
  agent: Agent;
}

/**
 * The bare client that the edge is held against: submits one job, reads its held `/stream` calls until the job says that
 * it is complete, and decodes every chunk. It checks nothing and mends nothing.
 */
export async function listenDirectly({ endpoint, text, sampleRate, agent }: DirectQuestion): Promise<Heard> {
  const arrivals: Arrival[] = [];
  const askedAt = preciseNow();
  try {
    const input = { text, stream: true, output_format: 'pcm_16', sample_rate: sampleRate, speaker_name: 'Alice' };
    const { id } = (await callJson(agent, 'POST', `${endpoint}/run`, { input })) as { id: string };
    for (let complete = false; !complete; ) {
      const reply = await callJson(agent, 'GET', `${endpoint}/stream/${id}?wait=10000`);
      const outputs = (reply as { stream: { output: Output }[] }).stream.map(({ output }) => output);
      for (const { audio_chunk } of outputs) if (audio_chunk !== undefined) hear(arrivals, audio_chunk);
      complete = outputs.some(({ status }) => status === 'complete');
    }
    return { text, askedAt, arrivals };
  } catch (error) {
    return { text, askedAt, arrivals, failure: error instanceof Error ? error.message : String(error) };
  }
}

function hear(arrivals: Arrival[], base64: string): void {
  const { length } = Buffer.from(base64, 'base64');
  arrivals.push({ at: preciseNow(), total: (arrivals.at(-1)?.total ?? 0) + length });
}
