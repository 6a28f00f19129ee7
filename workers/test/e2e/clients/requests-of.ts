import type { BuiltEdge } from '../../../../scripts/edge/built-edge.ts';
import { eventually } from '../harness/jobs.ts';

/** What the edge's log says of one request. */
export interface LoggedRequest {
  requestId: string;
  status: number;
  outcome: string;
}

/** Every request that came to `edge` under an id, in order: a client that repeats a request sends the same id again. */
export async function requestsOf(edge: BuiltEdge, requestId: string, atLeast = 1): Promise<LoggedRequest[]> {
  const found = () =>
    edge.logged.map((line): LoggedRequest => JSON.parse(line)).filter((one) => one.requestId === requestId);
  await eventually(`${atLeast} requests as ${requestId} are in the log`, () => found().length >= atLeast);
  return found();
}
