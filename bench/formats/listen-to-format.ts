import { type Agent, type IncomingMessage, request } from 'node:http';
import { preciseNow } from '../lane/precise-clock.ts';
import type { BenchFormat } from './known-formats.ts';
import { soundSeconds } from './meters/sound-meter.ts';

/** What a listener could play by some moment. */
export interface SoundArrival {
  /** Milliseconds of the bench's clock. */
  at: number;
  /** Samples that a decoder could give of all bytes until then. */
  samples: number;
  /** Seconds of the speech itself in them. */
  seconds: number;
}

/** What one listener had. */
export interface HeardSound {
  text: string;
  arrivals: readonly SoundArrival[];
  /** Status of the answer; undefined when there was none. */
  status?: number | undefined;
  /** Why it ended before its end, or what no decoder could have gone on with. */
  failure?: string;
}

/** Whom to ask for what. */
export interface FormatQuestion {
  /** Origin of the edge. */
  url: string;
  format: BenchFormat;
  text: string;
  /** Keeps connections, so that only the first round pays for them. */
  agent: Agent;
  /** Called at every arrival; nothing more is taken until it is through. */
  onSound?: (arrival: SoundArrival) => Promise<void> | void;
}

/** Asks as OpenAI's clients do, and counts what can be played; whatever goes wrong is in the result. */
export async function listenToFormat(question: FormatQuestion): Promise<HeardSound> {
  const { text } = question;
  const arrivals: SoundArrival[] = [];
  let status: number | undefined;
  try {
    const response = await ask(question);
    status = response.statusCode;
    if (status !== 200) {
      response.resume();
      throw new Error(`status ${status}`);
    }
    await hear(response, question, arrivals);
    return { text, arrivals, status };
  } catch (error) {
    return { text, arrivals, status, failure: error instanceof Error ? error.message : String(error) };
  }
}

function ask({ url, format, text, agent }: FormatQuestion): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v1/audio/speech`, { method: 'POST', agent, headers }, resolve);
    asked.once('error', reject);
    asked.end(JSON.stringify({ input: text, model: 'vibevoice', voice: 'alloy', ...format.fields }));
  });
}

async function hear(response: IncomingMessage, question: FormatQuestion, arrivals: SoundArrival[]): Promise<void> {
  const meter = question.format.openMeter();
  for await (const bytes of response) {
    const at = preciseNow();
    meter.push(bytes);
    const arrival = { at, samples: meter.samples, seconds: soundSeconds(meter) };
    arrivals.push(arrival);
    await question.onSound?.(arrival);
  }
}
