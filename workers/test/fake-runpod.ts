import { encodeBase64, floatToInt16 } from '@voxlane/audio';

/** A RunPod endpoint that a test holds in its hand. */
export interface FakeRunpod {
  fetch: typeof fetch;
  /** Operations that were called, such as `POST run` or `POST cancel/job-1`. */
  calls: string[];
  /** Resolves when the first `/stream` is asked for. */
  streaming: Promise<void>;
}

/** What the first job does: answers its chunks and completes, stays in the queue, or hangs after its first chunk. */
export type JobCourse = 'completes' | 'stays queued' | 'hangs';

/** Quarter of a second of a steady level at 48 kHz. */
const BLOCK = floatToInt16(new Float32Array(12_000).fill(0.25));
const chunk = (number: number) => ({
  output: {
    status: 'streaming',
    chunk: number,
    format: 'pcm_16',
    sample_rate: 48_000,
    audio_chunk: encodeBase64(BLOCK),
  },
});

/** RunPod's queue API as far as one job needs it. A held call ends when it is aborted, as a real connection does. */
export function fakeRunpod(course: JobCourse): FakeRunpod {
  const streaming = Promise.withResolvers<void>();
  const calls: string[] = [];
  let drained = false;
  const answer = (operation: string, signal: AbortSignal | null | undefined): Promise<Response> | Response => {
    if (operation === 'POST run') return Response.json({ id: 'job-1', status: 'IN_QUEUE' });
    if (operation.startsWith('POST cancel/')) return Response.json({ id: 'job-1', status: 'CANCELLED' });
    streaming.resolve();
    if (course === 'completes')
      return Response.json({ status: 'COMPLETED', stream: drained ? [] : [chunk(1), chunk(2)] });
    if (course === 'hangs' && !drained) return Response.json({ status: 'IN_PROGRESS', stream: [chunk(1)] });
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  };
  return {
    calls,
    streaming: streaming.promise,
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const operation = `${init?.method ?? 'GET'} ${pathname.split('/').slice(3).join('/')}`;
      calls.push(operation);
      const response = await answer(operation, init?.signal);
      drained ||= operation.startsWith('GET stream/');
      return response;
    },
  };
}
