import { type HeapSnapshot, snapshotBytes } from './snapshot-bytes.ts';

/** Messages of the inspector that matter here (Chrome DevTools Protocol, domain HeapProfiler). */
interface InspectorMessage {
  /** Of the call that this answers. */
  id?: number;
  error?: { message: string };
  /** Of an event that nobody called for. */
  method?: string;
  params?: { chunk?: string };
}

/** A worker that has not answered by then never will, in milliseconds. */
const TIMEOUT_MS = 30_000;

/**
 * Bytes of everything alive in the isolate of a worker, by a heap snapshot, which collects the garbage first.
 * @param inspectorUrl of the worker, `ws:`.
 * @throws Error when the inspector cannot be reached, refuses or does not answer
 */
export async function heapBytes(inspectorUrl: string): Promise<number> {
  const socket = new WebSocket(inspectorUrl);
  const timer = setTimeout(() => socket.close(), TIMEOUT_MS);
  try {
    return snapshotBytes(JSON.parse(await takeSnapshot(socket)) as HeapSnapshot);
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}

/** The snapshot's JSON, which comes in pieces before the call is answered. */
function takeSnapshot(socket: WebSocket): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // Without the last one the isolate would keep what it knows of the snapshot.
  const methods = ['HeapProfiler.enable', 'HeapProfiler.takeHeapSnapshot', 'HeapProfiler.disable'];
  const chunks: string[] = [];
  let answered = 0;
  const callNext = () => {
    const method = methods[answered];
    if (method === undefined) resolve(chunks.join(''));
    else socket.send(JSON.stringify({ id: answered, method }));
  };
  socket.addEventListener('open', callNext);
  socket.addEventListener('message', ({ data }) => {
    const { id, error, method, params } = JSON.parse(data) as InspectorMessage;
    if (error !== undefined) reject(new Error(`the inspector of the edge says: ${error.message}`));
    if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(params?.chunk ?? '');
    if (id !== answered) return;
    answered += 1;
    callNext();
  });
  socket.addEventListener('close', () => reject(new Error('the inspector of the edge went away or did not answer')));
  return promise;
}
