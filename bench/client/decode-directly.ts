import type { Agent } from 'node:http';
import { type Decoder, parseTokenDocument, type TokenPiece, toPcm16 } from '@voxlane/linacodec';
import type { Arrival } from '../figures/arrival.ts';
import { preciseNow } from '../lane/precise-clock.ts';
import { callJson } from './call-json.ts';
import type { Heard } from './heard.ts';

/** Whom to ask for what. */
export interface DecodedQuestion {
  /** `http://127.0.0.1:PORT/v2/ID`. */
  endpoint: string;
  text: string;
  decoder: Decoder;
  agent: Agent;
}

/**
 * The bare script that the lane is held against: submits one job, reads its held `/stream` calls, and decodes in its own
 * process what they bring. Nothing is between, and nothing is mended.
 */
export async function decodeDirectly({ endpoint, text, decoder, agent }: DecodedQuestion): Promise<Heard> {
  const arrivals: Arrival[] = [];
  const askedAt = preciseNow();
  try {
    const input = { text, stream: true, output_format: 'linacodec_tokens' };
    const { id } = (await callJson(agent, 'POST', `${endpoint}/run`, { input })) as { id: string };
    for await (const samples of decoder.stream(readTokens(`${endpoint}/stream/${id}?wait=10000`, decoder, agent))) {
      const { byteLength } = toPcm16(samples);
      arrivals.push({ at: preciseNow(), total: (arrivals.at(-1)?.total ?? 0) + byteLength });
    }
    return { text, askedAt, arrivals };
  } catch (error) {
    return { text, askedAt, arrivals, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function* readTokens(url: string, { info }: Decoder, agent: Agent): AsyncGenerator<TokenPiece, void, undefined> {
  for (let complete = false; !complete; ) {
    const reply = (await callJson(agent, 'GET', url)) as { stream: { output: { status?: string } }[] };
    yield* parseTokenDocument(reply, info);
    complete = reply.stream.some(({ output }) => output.status === 'complete');
  }
}
