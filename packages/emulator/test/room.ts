import {
  createEmulator,
  createVirtualClock,
  type Emulator,
  type EmulatorOptions,
  type Faults,
  type VirtualClock,
} from '../src/index.ts';

/** A reply, read. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The text as JSON; an empty object when it is none. */
  body: Record<string, unknown>;
}

/** A job drained to its end. */
export interface Drained {
  /** Every `output` of the stream, in order. */
  items: Record<string, unknown>[];
  replies: Reply[];
  /** The last status. */
  status: unknown;
}

/** An emulator in virtual time, and short words for what tests do with it. */
export interface Room {
  clock: VirtualClock;
  emulator: Emulator;
  call(method: string, path: string, body?: unknown, init?: RequestInit): Promise<Reply>;
  /** Submits a job and gives its id. */
  run(input: Record<string, unknown>, faults?: Faults, endpoint?: string): Promise<string>;
  /** Polls `/stream` until the job has ended and nothing is left. */
  drain(id: string, endpoint?: string): Promise<Drained>;
  /** Submits `text` to Vibe Voice, streamed, and drains it. */
  say(faults?: Faults, text?: string): Promise<Drained & { id: string }>;
}

/** 22 letters and 5 pauses of tone: 1520 ms of audio, which makes 7 chunks of 120, 5 times 250, and 150 ms. */
export const TEXT = 'never the same voice twice';

const TERMINAL = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT']);
/** Polls after which a test gives up. */
const MAX_POLLS = 200;

/** A new room. */
export function room(options: Partial<EmulatorOptions> = {}): Room {
  const clock = createVirtualClock();
  let ids = 0;
  const emulator = createEmulator({ clock, randomId: () => `id${++ids}`, ...options });

  async function fetchAndRead(request: Request): Promise<Reply> {
    const response = await emulator.fetch(request);
    // Not text(), which warns of bytes that are no text.
    const text = new TextDecoder().decode(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, text, body: jsonOf(text) };
  }

  const call: Room['call'] = (method, path, body, init = {}) => {
    const withBody = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    return clock.run(fetchAndRead(new Request(`http://emulator.test${path}`, { method, ...withBody, ...init })));
  };

  const run: Room['run'] = async (input, faults, endpoint = 'vibevoice') => {
    const reply = await call('POST', `/v2/${endpoint}/run`, {
      input: { ...input, ...(faults && { emulate: faults }) },
    });
    if (typeof reply.body.id !== 'string') throw new Error(`no id in ${reply.status} ${reply.text}`);
    return reply.body.id;
  };

  const drain: Room['drain'] = async (id, endpoint = 'vibevoice') => {
    const replies: Reply[] = [];
    const items: Record<string, unknown>[] = [];
    for (let poll = 0; poll < MAX_POLLS; poll++) {
      const reply = await call('GET', `/v2/${endpoint}/stream/${id}`);
      const stream = (reply.body.stream ?? []) as { output: Record<string, unknown> }[];
      replies.push(reply);
      items.push(...stream.map((item) => item.output));
      if (TERMINAL.has(reply.body.status as string) && stream.length === 0) break;
    }
    return { items, replies, status: replies.at(-1)?.body.status };
  };

  return {
    clock,
    emulator,
    call,
    run,
    drain,
    async say(faults, text = TEXT) {
      const id = await run({ text, stream: true }, faults);
      return { id, ...(await drain(id)) };
    },
  };
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
