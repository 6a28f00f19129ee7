import { Problem } from '@voxlane/schema';
import type { AudioPayload } from './audio-payload.ts';
import { withDeadline } from './deadline.ts';
import { lateProblem, noAudioProblem } from './job-problem.ts';
import { lbBodyReader } from './lb-body.ts';
import type { LbRunDeps } from './lb-deps.ts';
import { openLbStream } from './lb-open.ts';

/**
 * Has a load-balancing endpoint speak and yields its audio as it arrives. The connection is the job: leaving early
 * closes it, which is all the cancel there is.
 *
 * The body is read only while the consumer waits, so a slow one holds the worker back.
 * @throws Problem `upstream_bad_reply` when the body ends without any audio, and whatever else goes wrong on the way.
 */
export async function* runLb(
  input: Record<string, unknown>,
  deps: LbRunDeps,
  signal: AbortSignal,
): AsyncGenerator<AudioPayload, void, undefined> {
  const connection = new AbortController();
  const follow = () => connection.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', follow, { once: true });
  try {
    const response = await openLbStream(input, deps, connection.signal);
    const worker = response.headers.get('x-runpod-worker-id');
    if (worker !== null && /^[\w-]{1,64}$/.test(worker)) deps.observer.onJob(`lb-${worker}`);
    deps.observer.onRunning();
    yield* readBody(response, deps, connection.signal);
  } finally {
    signal.removeEventListener('abort', follow);
    connection.abort(new Error('the stream was left'));
  }
}

async function* readBody(
  response: Response,
  deps: LbRunDeps,
  signal: AbortSignal,
): AsyncGenerator<AudioPayload, void, undefined> {
  if (response.body === null) throw noAudioProblem([]);
  const reader = response.body.getReader();
  const body = lbBodyReader(response.headers, deps, signal);
  let given = false;
  for (let done = false; !done; ) {
    const piece = await readPiece(reader, given, deps, signal);
    done = piece.done;
    const payloads = piece.done ? body.end() : body.push(piece.value);
    for await (const payload of payloads) {
      given = true;
      if (payload.kind !== 'hole') deps.observer.onChunk();
      yield payload;
    }
    done ||= body.over;
  }
  await reader.cancel().catch(() => undefined);
  if (!given) throw noAudioProblem([]);
}

async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  given: boolean,
  deps: LbRunDeps,
  signal: AbortSignal,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  const { limits, clock, wholeClips } = deps;
  const [before, firstMs] = wholeClips
    ? (['making', limits.clipMs] as const)
    : (['running', limits.firstAudioMs] as const);
  const stage = given ? 'speaking' : before;
  const ms = given ? limits.chunkMs : firstMs;
  return withDeadline(
    clock,
    ms,
    signal,
    () => lateProblem(stage, limits),
    () =>
      reader.read().catch((cause: unknown) => {
        throw new Problem('upstream_unreachable', 'The load-balancing endpoint broke off its stream', {
          cause,
          retryable: false,
        });
      }),
  );
}
