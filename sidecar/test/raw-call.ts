import { once } from 'node:events';
import { type Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';

/** A request whose body is written by hand, and the answer to it, which may come before the body is over. */
export interface RawCall {
  request: ClientRequest;
  answer: Promise<IncomingMessage>;
}

/** Begins `POST url` with a chunked body; the request is to be written and ended by the caller. */
export function beginCall(url: string, agent?: Agent): RawCall {
  const call = request(url, { method: 'POST', ...(agent && { agent }) });
  call.flushHeaders();
  const answer = once(call, 'response').then(([message]) => message as IncomingMessage);
  // A connection that is cut is told by the answer; to the request it is no news.
  call.on('error', () => undefined);
  answer.catch(() => undefined);
  return { request: call, answer };
}

/** How an answer went: its bytes, and whether it came to its proper end. */
export async function readAnswer(answer: IncomingMessage): Promise<{ bytes: Buffer; whole: boolean }> {
  const parts: Buffer[] = [];
  try {
    for await (const part of answer) parts.push(part);
  } catch {
    return { bytes: Buffer.concat(parts), whole: false };
  }
  return { bytes: Buffer.concat(parts), whole: answer.complete };
}
