import { type Agent, type IncomingMessage, request } from 'node:http';
import type { Arrival } from '../figures/arrival.ts';
import { preciseNow } from '../lane/precise-clock.ts';
import type { Heard } from './heard.ts';

/** A listener of the edge while it listens. */
export interface EdgeListener {
  /** Resolves when there is nothing more to hear, for whatever reason. */
  heard: Promise<Heard>;
  /** Goes away by closing or by resetting the connection; gives the moment before it did, on the bench's clock. */
  leave(how: 'close' | 'reset'): number;
}

/** Whom to ask for what. */
export interface EdgeQuestion {
  /** Origin of the edge, or of a sidecar, which speaks alike. */
  url: string;
  service: 'vibevoice' | 'chatterbox' | 'echotts';
  text: string;
  /** Keeps connections, so that only the first round pays for them. */
  agent: Agent;
  /** Called at every arrival. */
  onAudio?: (arrival: Arrival) => void;
}

/** Asks the edge for raw PCM at 48 kHz and takes it as fast as it comes. */
export function listenToEdge({ url, service, text, agent, onAudio }: EdgeQuestion): EdgeListener {
  const arrivals: Arrival[] = [];
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const askedAt = preciseNow();
  const told: Pick<Heard, 'serverTiming'> = {};
  const end = (failure?: string) =>
    resolve({ text, askedAt, arrivals, ...told, ...(failure !== undefined && { failure }) });
  const hear = (response: IncomingMessage) => {
    const timing = response.headers['server-timing'];
    if (typeof timing === 'string') told.serverTiming = timing;
    if (response.statusCode !== 200) end(`status ${response.statusCode}`);
    response.on('data', (bytes: Buffer) => {
      const arrival = { at: preciseNow(), total: (arrivals.at(-1)?.total ?? 0) + bytes.length };
      arrivals.push(arrival);
      onAudio?.(arrival);
    });
    response.on('error', (error) => end(error.message));
    response.on('end', () => end());
  };
  const headers = { 'content-type': 'application/json' };
  const asked = request(`${url}/api/tts/stream`, { method: 'POST', agent, headers }, hear);
  asked.on('error', (error) => end(error.message));
  asked.end(JSON.stringify({ text, service }));
  return {
    heard: promise,
    leave(how) {
      const at = preciseNow();
      if (how === 'reset') asked.socket?.resetAndDestroy();
      else asked.socket?.destroy();
      return at;
    },
  };
}
