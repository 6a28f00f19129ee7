import { integer, ReadError, text } from '../reader.ts';
import { type Faults, parseFaults } from './faults.ts';
import { HttpFaultCounter } from './http-fault.ts';

const endpointId = text(1, 100);
const match = text(1, 10_000);
const times = integer(1, 1_000_000);

/** Faults for jobs that are yet to come. */
export interface FaultRule {
  /** The endpoint that misbehaves. */
  endpoint: string;
  /** Only jobs whose text contains this; every job when absent. */
  match?: string;
  /** For how many jobs; without end when absent. */
  times?: number;
  faults: Faults;
}

/** Reads a rule from outside; throws a ReadError that says what was wrong. */
export function parseFaultRule(value: unknown): FaultRule {
  if (typeof value !== 'object' || value === null) throw new ReadError('a fault rule must be an object');
  const { endpoint, match: contained, times: count, faults, ...rest } = value as Record<string, unknown>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw new ReadError(`${unknown} is no field of a rule: endpoint, match, times, faults`);
  return {
    endpoint: endpointId(endpoint, 'endpoint'),
    ...(contained !== undefined && { match: match(contained, 'match') }),
    ...(count !== undefined && { times: times(count, 'times') }),
    faults: parseFaults(faults ?? {}),
  };
}

/** A rule and how much of it is used up. */
interface LiveRule extends FaultRule {
  left: number;
  counter: HttpFaultCounter;
}

/** The faults that meet a call, and the count of calls that they have met. */
export interface MetFaults {
  faults: Faults;
  counter: HttpFaultCounter;
  /** To be called when the faults really became those of a job. */
  use(): void;
}

/** Rules and counters kept: more means that somebody forgot to clear them. */
const MAX_RULES = 1_000;

/** All rules in force. Later ones win over earlier ones, and what a request itself asks for wins over all. */
export class FaultRules {
  #rules: LiveRule[] = [];
  /** Counters of faults that came with requests: a repeated request goes on where the last one stopped. */
  readonly #requestCounters = new Map<string, HttpFaultCounter>();

  add(rule: FaultRule): void {
    if (this.#rules.length >= MAX_RULES) throw new ReadError(`more than ${MAX_RULES} rules; clear them between tests`);
    this.#rules.push({ ...rule, left: rule.times ?? Number.POSITIVE_INFINITY, counter: new HttpFaultCounter() });
  }

  clear(): void {
    this.#rules = [];
    this.#requestCounters.clear();
  }

  /** The faults of a new job on `endpoint` that is to say `said`, where its request asks for `own`. */
  meet(endpoint: string, said: string, own: Faults): MetFaults {
    const rules = this.#of(endpoint).filter((rule) => rule.match === undefined || said.includes(rule.match));
    const withHttp = rules.findLast((rule) => rule.faults.http !== undefined);
    const counter =
      own.http !== undefined || withHttp === undefined ? this.#requestCounter(endpoint, said, own) : withHttp.counter;
    return {
      faults: Object.assign({}, ...rules.map((rule) => rule.faults), own),
      counter,
      use: () => {
        for (const rule of rules) rule.left--;
      },
    };
  }

  /** The faults that meet calls of `endpoint` that belong to no job. */
  meetCall(endpoint: string): Pick<MetFaults, 'faults' | 'counter'> | undefined {
    return this.#of(endpoint).findLast((rule) => rule.match === undefined && rule.faults.http !== undefined);
  }

  /** The faults that meet calls for audio files, which tell nothing of an endpoint. */
  meetFiles(): Pick<MetFaults, 'faults' | 'counter'> | undefined {
    return this.#rules.findLast((rule) => rule.faults.http?.some((fault) => fault.op === 'files'));
  }

  #of(endpoint: string): LiveRule[] {
    return this.#rules.filter((rule) => rule.endpoint === endpoint && rule.left > 0);
  }

  #requestCounter(endpoint: string, said: string, own: Faults): HttpFaultCounter {
    if (own.http === undefined) return new HttpFaultCounter();
    const key = JSON.stringify([endpoint, said, own.http]);
    const counter = this.#requestCounters.get(key) ?? new HttpFaultCounter();
    this.#requestCounters.set(key, counter);
    const oldest = this.#requestCounters.keys().next().value;
    if (this.#requestCounters.size > MAX_RULES && oldest !== undefined) this.#requestCounters.delete(oldest);
    return counter;
  }
}
