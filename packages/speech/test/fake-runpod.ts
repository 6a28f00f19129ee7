import { encodeBase64, floatToInt16 } from '@voxlane/audio';
import { whenAborted } from '@voxlane/runpod';

/** One call of RunPod's queue API, as it arrived. */
export interface RunpodCall {
  /** Endpoint and operation, such as `vv/run`. */
  operation: string;
  /** The job's id, when the path has one. */
  id: string | undefined;
  /** The JSON that was posted, and what in it says what a job is to do. */
  body: unknown;
  input: Record<string, unknown> | undefined;
  signal: AbortSignal;
}

/** An answer: JSON, a whole response, or an Error for a connection that broke. */
export type RunpodAnswer = object | Response | Error;
export type RunpodHandler = (call: RunpodCall) => RunpodAnswer | Promise<RunpodAnswer>;

/**
 * RunPod's queue API as `fetch`. Every job says its text in one reply, unless a handler says otherwise; every call is
 * recorded. Endpoints are told apart by their id: `https://api.runpod.ai/v2/ID`.
 */
export class FakeRunpod {
  readonly calls: RunpodCall[] = [];
  /** What is answered, by endpoint and operation (`vv/stream`). */
  readonly handlers = new Map<string, RunpodHandler>();
  /** Jobs that were started and neither ended nor were cancelled. */
  readonly underWay = new Set<string>();
  /** The most that ever were under way at once. */
  mostUnderWay = 0;
  #jobs = 0;

  readonly fetch: typeof fetch = async (url, init) => {
    const [endpoint, name, id] = new URL(String(url)).pathname.replace('/v2/', '').split('/');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const call: RunpodCall = {
      operation: `${endpoint}/${name}`,
      id,
      body,
      input: (body as { input: Record<string, unknown> } | undefined)?.input,
      signal: init?.signal ?? new AbortController().signal,
    };
    this.calls.push(call);
    const handler = this.handlers.get(call.operation) ?? ((unhandled) => this.usual(unhandled));
    const answer = await Promise.race([handler(call), whenAborted(call.signal)]);
    this.#note(call, answer);
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer : Response.json(answer);
  };

  /** What a healthy endpoint answers: one chunk of audio per job, at 8 kHz. */
  usual({ operation, id }: RunpodCall): RunpodAnswer {
    switch (operation.split('/')[1]) {
      case 'run':
        this.#jobs += 1;
        return { id: `${operation.split('/')[0]}-${this.#jobs}`, status: 'IN_QUEUE' };
      case 'stream':
        return streamed('COMPLETED', chunk(1, 0.5, 800), complete(1));
      case 'cancel':
        return { id, status: 'CANCELLED' };
      default:
        return Response.json({ error: 'not found' }, { status: 404 });
    }
  }

  /** Answers the calls of an operation in turn; the last answer goes on. Functions are asked for theirs. */
  script(operation: string, ...answers: (RunpodAnswer | RunpodHandler)[]): void {
    let turn = 0;
    this.handlers.set(operation, (call) => {
      const answer = answers[Math.min(turn++, answers.length - 1)] as RunpodAnswer | RunpodHandler;
      if (typeof answer === 'function') return answer(call);
      return answer instanceof Response ? answer.clone() : answer;
    });
  }

  /** Lets the calls of an operation wait for ever. */
  stall(operation: string): void {
    this.handlers.set(operation, () => new Promise<never>(() => undefined));
  }

  /** The calls of one operation. */
  of(operation: string): RunpodCall[] {
    return this.calls.filter((call) => call.operation === operation);
  }

  /** Ids of the jobs that were cancelled at an endpoint. */
  cancelled(endpoint: string): (string | undefined)[] {
    return this.of(`${endpoint}/cancel`).map(({ id }) => id);
  }

  #note({ operation, id }: RunpodCall, answer: RunpodAnswer): void {
    const { id: made, status } = answer as { id?: string; status?: unknown };
    if (operation.endsWith('/run') && made !== undefined) this.underWay.add(made);
    const ended = status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
    if (ended && id !== undefined) this.underWay.delete(id);
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay.size);
  }
}

/** An answer of `/stream`. */
export function streamed(status: string, ...items: object[]): object {
  return { status, stream: items.map((output) => ({ output })) };
}

/** A chunk of `length` samples of one value, as 16-bit PCM. */
export function chunk(number: number, value: number, length: number, sampleRate = 8_000): object {
  const audio = encodeBase64(floatToInt16(new Float32Array(length).fill(value)));
  return { status: 'streaming', chunk: number, format: 'pcm_16', audio_chunk: audio, sample_rate: sampleRate };
}

/** A chunk of LinaCodec tokens; further fields go in as they are. */
export function tokenChunk(number: number, tokens: unknown, fields: object = {}): object {
  return { status: 'streaming', chunk: number, format: 'linacodec_tokens', tokens, embedding: [0.5], ...fields };
}

/** The handler's word that it is done. */
export function complete(total: number): object {
  return { status: 'complete', total_chunks: total };
}
