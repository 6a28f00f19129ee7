import { listen } from '../../../../workers/test/e2e/harness/listener.ts';
import { echoChunks } from './echo-jobs.ts';
import type { Lane } from './lane.ts';

/** Tokens of a line that is sent live, at 25 a second: less than a second of speech. */
const LINE_TOKENS = 20;

/** Tokens that a GPU has made, and what becomes of them. */
export interface SpokenTokens {
  text: string;
  chunk: { tokens: number[]; embedding: number[] };
  /** The tokens as lines of JSON, of which the first one alone says who speaks. */
  lines: string[];
  /** What a listener hears when the sidecar runs the job itself. */
  whole: Buffer;
}

/** Has a short text spoken, as tokens and as sound. */
export async function spokenTokens(lane: Lane): Promise<SpokenTokens> {
  const text = 'All of these tokens have been made by a GPU before.';
  const [chunk] = (await echoChunks(lane.running, { text })) as unknown as [SpokenTokens['chunk']];
  const { bytes: whole } = await listen(lane.url, { text, service: 'echotts' });
  const lines = Array.from({ length: Math.ceil(chunk.tokens.length / LINE_TOKENS) }, (_, i) => {
    const tokens = chunk.tokens.slice(i * LINE_TOKENS, (i + 1) * LINE_TOKENS);
    return `${JSON.stringify({ tokens, ...(i === 0 && { embedding: chunk.embedding }) })}\n`;
  });
  return { text, chunk, lines, whole };
}
