import type { Agent } from 'node:http';
import { nanoLine } from './nano-tokens.ts';
import { beginCall } from './raw-call.ts';
import type { TestSidecar } from './running-sidecar.ts';

/** Tokens of four seconds of speech, which come in several blocks. */
export const TOKENS = 100;

/** A call whose sound has begun and whose body is still open. */
export async function beginSpeaking({ url }: TestSidecar, agent?: Agent) {
  const { request, answer } = beginCall(`${url}/v1/decode`, agent);
  request.write(nanoLine(TOKENS));
  return { request, answer: await answer };
}
