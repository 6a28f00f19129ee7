import type { Clock } from './clock.ts';
import {
  DEFAULT_ENDPOINTS,
  type EndpointConfig,
  type EndpointConfigPatch,
  mergeEndpointConfig,
} from './endpoint-config.ts';
import { FaultRules } from './faults/fault-rules.ts';
import { FileStore } from './http/file-store.ts';
import { RateLimiter } from './http/rate-limiter.ts';
import { Endpoint } from './job/endpoint.ts';
import type { Handler } from './job/handler.ts';
import { Job, type JobOrder } from './job/job.ts';
import { runJob } from './job/run-job.ts';
import { MAX_JOBS, MAX_KEPT_CHARS } from './limits.ts';
import { ReadError } from './reader.ts';
import { chatterbox } from './speech/chatterbox.ts';
import { echotts } from './speech/echotts.ts';
import type { EncodeSpeech } from './speech/encode-speech.ts';
import { qwen } from './speech/qwen.ts';
import type { Synthesize } from './speech/synthesize.ts';
import { vibevoice } from './speech/vibevoice.ts';

/** What an emulator is made of. */
export interface PlatformOptions {
  clock: Clock;
  /** Makes the speech. */
  synthesize: Synthesize;
  /** Makes tokens of it, for EchoTTS. */
  encode: EncodeSpeech;
  /** A new identifier at every call: of jobs, workers and files. */
  randomId: () => string;
  /** Endpoints beside those out of the box, or parts that change these. */
  endpoints?: Readonly<Record<string, EndpointConfigPatch>>;
  /** Handlers beside `vibevoice`, `chatterbox`, `echotts` and `qwen`. */
  handlers?: Readonly<Record<string, Handler>>;
  /** Keys that are valid; none: every call is let in. */
  apiKeys?: readonly string[];
}

/** Everything that lives in an emulator: endpoints with their workers, jobs, faults, files. */
export class Platform {
  readonly options: PlatformOptions;
  readonly rules = new FaultRules();
  readonly files: FileStore;
  readonly rates: RateLimiter;
  readonly endpoints = new Map<string, Endpoint>();
  readonly #handlers: Readonly<Record<string, Handler>>;
  readonly #jobs = new Map<string, Job>();
  readonly #closing = new AbortController();

  constructor(options: PlatformOptions) {
    this.options = options;
    this.#handlers = { vibevoice, chatterbox, echotts, qwen, ...options.handlers };
    this.files = new FileStore(options.clock, options.randomId);
    this.rates = new RateLimiter(options.clock);
    for (const endpoints of [DEFAULT_ENDPOINTS, options.endpoints ?? {}]) {
      for (const [id, patch] of Object.entries(endpoints)) this.configure(id, patch);
    }
  }

  /** Makes an endpoint, or changes one. Throws a ReadError when it names a handler that is not there. */
  configure(id: string, patch: EndpointConfigPatch): EndpointConfig {
    const endpoint = this.endpoints.get(id);
    const config = mergeEndpointConfig(patch, endpoint?.config);
    if (!Object.hasOwn(this.#handlers, config.handler)) {
      throw new ReadError(`handler is ${config.handler}; it must be one of ${Object.keys(this.#handlers).join(', ')}`);
    }
    if (endpoint === undefined) this.endpoints.set(id, this.#newEndpoint(id, config));
    else endpoint.configure(config);
    return config;
  }

  /** A new job in the queue of its endpoint. */
  submit(order: JobOrder, endpoint: Endpoint): Job {
    const job = new Job(order, this.options.clock);
    this.#forgetOldest();
    this.#jobs.set(order.id, job);
    endpoint.enqueue(job);
    return job;
  }

  /** The job under that id of that endpoint, unless it is forgotten or, by a fault, not visible yet. */
  find(endpointId: string, jobId: string): Job | undefined {
    const job = this.#jobs.get(jobId);
    if (job === undefined || job.order.endpointId !== endpointId || job.deleted) return undefined;
    const now = this.options.clock.now();
    if (now < job.createdAt + (job.order.faults.notFoundMs ?? 0)) return undefined;
    const kept = job.finishedAt === undefined || now < job.finishedAt + job.retentionMs;
    if (!kept) job.delete();
    return kept ? job : undefined;
  }

  /** Every job that is remembered, also those that no operation knows any more; the oldest first. */
  jobs(): Job[] {
    return [...this.#jobs.values()];
  }

  /** Stops all workers and handlers. */
  close(): void {
    this.#closing.abort(new Error('the emulator is closed'));
    for (const job of this.#jobs.values()) job.delete();
  }

  #newEndpoint(id: string, config: EndpointConfig): Endpoint {
    const { clock, randomId } = this.options;
    return new Endpoint(id, config, {
      clock,
      randomId,
      signal: this.#closing.signal,
      run: (job, current) => this.#run(job, current),
    });
  }

  #run(job: Job, config: EndpointConfig): Promise<void> {
    const { clock, synthesize, encode } = this.options;
    const handler = this.#handlers[config.handler];
    if (handler === undefined) throw new Error(`no handler ${config.handler}`);
    return runJob(job, { clock, synthesize, encode, files: this.files, config, handler });
  }

  #forgetOldest(): void {
    let chars = this.jobs().reduce((sum, job) => sum + job.outputChars, 0);
    for (const [id, job] of this.#jobs) {
      if (this.#jobs.size < MAX_JOBS && chars < MAX_KEPT_CHARS) return;
      if (!job.ended && !job.deleted) continue;
      chars -= job.outputChars;
      job.delete();
      this.#jobs.delete(id);
    }
  }
}
