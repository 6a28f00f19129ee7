import { once } from 'node:events';
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** A call to the edge as a listener makes it; `json` becomes the body. */
export interface Call {
  method?: string;
  path?: string;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  /** The body is left open, for the caller to write and end. */
  held?: boolean;
}

/** An answer whose head is here and whose body waits to be read. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  message: IncomingMessage;
  /** Reads on to the end, or to where the connection breaks. */
  hear(onPiece?: (bytes: Uint8Array) => void): Promise<Heard>;
}

/** All that a listener got. */
export interface Heard {
  bytes: Buffer;
  /** Lengths in bytes of the pieces as they arrived, the time of each in milliseconds. */
  pieces: { at: number; length: number }[];
  /** True when the connection broke instead of ending. */
  broken: boolean;
}

/** Begins a call on a connection of its own. */
export function dial(url: string, call: Call): ClientRequest {
  const { method = 'POST', path = '/api/tts/stream', headers = {}, json, held } = call;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const begun = request(`${url}${path}`, { method, agent: false, headers: { ...type, ...headers } });
  if (!held) begun.end(json === undefined ? undefined : JSON.stringify(json));
  return begun;
}

/** Calls and waits for the head of the answer. */
export async function ask(url: string, call: Call): Promise<Answer> {
  return answerOf(dial(url, call));
}

/** The answer to a call that was begun. */
export async function answerOf(call: ClientRequest): Promise<Answer> {
  const [message] = (await once(call, 'response')) as [IncomingMessage];
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    message,
    hear: (onPiece) => hear(message, onPiece),
  };
}

/** Asks for speech and listens to it all. */
export async function listen(url: string, json: unknown, headers: Readonly<Record<string, string>> = {}) {
  const answer = await ask(url, { json, headers });
  return { ...answer, ...(await answer.hear()) };
}

/** The JSON of an answer that is whole. */
export async function jsonOf(answer: Answer): Promise<Record<string, unknown>> {
  const { bytes, broken } = await answer.hear();
  if (broken) throw new Error('the answer broke off');
  return JSON.parse(bytes.toString());
}

function hear(message: IncomingMessage, onPiece: (bytes: Uint8Array) => void = () => undefined): Promise<Heard> {
  const pieces: Buffer[] = [];
  const arrivals: Heard['pieces'] = [];
  // Not by iteration, which throws away what came shortly before a break.
  message.on('data', (bytes: Buffer) => {
    pieces.push(bytes);
    arrivals.push({ at: Date.now(), length: bytes.length });
    onPiece(bytes);
  });
  // A message that was paused stays so, whoever listens.
  message.resume();
  return new Promise((resolve) => {
    const end = (broken: boolean) => resolve({ bytes: Buffer.concat(pieces), pieces: arrivals, broken });
    message.once('end', () => end(false));
    message.once('error', () => end(true));
  });
}
