import { integer, object, oneOf, type Read } from '../reader.ts';

/**
 * Operations that an HTTP fault can hit; `lb` is any call of a load-balancing endpoint, `files` an audio file, the last
 * three are a plain backend's, which has a `health` as well.
 */
export const OPERATIONS = [
  'run',
  'runsync',
  'status',
  'status-sync',
  'stream',
  'cancel',
  'retry',
  'purge-queue',
  'health',
  'requests',
  'lb',
  'files',
  'tts',
  'speakers',
  'languages',
] as const;
export type Operation = (typeof OPERATIONS)[number];

const fields = {
  /** The operation that goes wrong; `run` when absent. */
  op: oneOf(...OPERATIONS),
  /** Status of the reply. 500 and 503 carry JSON, other 5xx an HTML page, 401 a problem document. */
  status: integer(400, 599),
  /** Seconds in `Retry-After` of that reply; absent: no such header. */
  retryAfter: integer(0, 86_400),
  /** Instead of a status: what is wrong with the connection or the body. */
  reply: oneOf('reset', 'hang', 'not-json', 'truncated-json', 'huge'),
  /** How many calls go wrong before the operation works again; 1 when absent. */
  times: integer(1, 1_000_000),
  /** How many calls work first; 0 when absent. */
  after: integer(0, 1_000_000),
  /** `after` does the work first and then spoils the reply: a job is made, or chunks are popped, and nobody knows. */
  when: oneOf('before', 'after'),
} as const;

/** One operation that fails on the wire. */
export type HttpFault = Read<typeof fields>;

export const httpFault = object(fields);

/** Counts calls, so that a fault hits just those it should. One counter a source of faults and job. */
export class HttpFaultCounter {
  /** Calls so far, by the fault's place in its list. */
  readonly #calls = new Map<number, number>();

  /** The fault that this call of `op` meets, if any; every fault for `op` counts the call. */
  next(faults: readonly HttpFault[] | undefined, op: Operation): HttpFault | undefined {
    let hit: HttpFault | undefined;
    for (const [place, fault] of (faults ?? []).entries()) {
      if ((fault.op ?? 'run') !== op) continue;
      const call = this.#calls.get(place) ?? 0;
      this.#calls.set(place, call + 1);
      const first = fault.after ?? 0;
      if (call >= first && call < first + (fault.times ?? 1)) hit ??= fault;
    }
    return hit;
  }
}
