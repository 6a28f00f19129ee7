import type { Clock } from '../clock.ts';
import type { Faults } from '../faults/faults.ts';
import { HttpFaultCounter } from '../faults/http-fault.ts';
import { STREAM_ITEMS_PER_REPLY } from '../limits.ts';
import { type AvailableAudio, audioBytesOf } from './available-audio.ts';

/** States of a job as RunPod names them. */
export type JobStatus = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'TIMED_OUT';

/** What a job is made of. Times in milliseconds. */
export interface JobOrder {
  id: string;
  endpointId: string;
  input: Readonly<Record<string, unknown>>;
  faults: Faults;
  /** Scheme and host that the client used: where its audio files are to be fetched. */
  origin: string;
  ttlMs: number;
  executionTimeoutMs: number;
  /** How long the finished job can be asked for. */
  retentionMs: number;
  /** Bytes of JSON that the result may have. */
  maxResultBytes: number;
}

/** Reason that a wait ended early because the job changed. */
const CHANGED = Symbol('the job changed');

/**
 * One job: its status with a history, and the list of yielded items that waits to be drained. The list is taken from,
 * never read: what one reply hands out no other will.
 */
export class Job {
  readonly order: JobOrder;
  readonly createdAt: number;
  readonly httpFaults = new HttpFaultCounter();
  readonly history: { status: JobStatus; at: number }[] = [];
  status: JobStatus = 'IN_QUEUE';
  startedAt: number | undefined;
  finishedAt: number | undefined;
  workerId: string | undefined;
  output: unknown;
  /** Length of `output` in JSON: what it takes to keep it. */
  outputChars = 0;
  error: string | undefined;
  retries = 0;
  /** Items that the handler yielded, that a reply carried away, and that were lost on the way. */
  made = 0;
  taken = 0;
  dropped: string[] = [];
  /** Why the item that is just being yielded never reaches the platform. */
  losing: string | undefined;
  /** Audio in the order in which `/stream` has it to give. */
  readonly audio: AvailableAudio[] = [];
  /** Whether the handler returns one result and yields nothing: then nothing of it shows in `/stream`. */
  returns = false;
  /** Whether the worker died of the job. */
  crashed = false;
  cancelledAt: number | undefined;
  handlerStoppedAt: number | undefined;
  /** True when the platform has forgotten the job: every operation answers 404. */
  deleted = false;
  /** How long a finished job is kept; a `?ttl=` on `/status` shortens it. */
  retentionMs: number;

  readonly #clock: Clock;
  readonly #items: unknown[] = [];
  readonly #waiting = new Set<AbortController>();
  #stop = new AbortController();

  constructor(order: JobOrder, clock: Clock) {
    this.order = order;
    this.#clock = clock;
    this.createdAt = clock.now();
    this.retentionMs = order.faults.retentionMs ?? order.retentionMs;
    this.history.push({ status: this.status, at: this.createdAt });
  }

  /** Aborts when the handler must stop: cancelled, timed out or deleted. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** True when the status will not change any more. */
  get ended(): boolean {
    return this.status !== 'IN_QUEUE' && this.status !== 'IN_PROGRESS';
  }

  /** How many items wait to be drained. */
  get waiting(): number {
    return this.#items.length;
  }

  /** The item that will be drained first, if any. */
  get next(): unknown {
    return this.#items[0];
  }

  begin(workerId: string): void {
    this.startedAt = this.#clock.now();
    this.workerId = workerId;
    this.#moveTo('IN_PROGRESS');
  }

  /** Ends the job; a job that has ended already stays as it is. Stops the handler unless it ended by itself. */
  end(status: JobStatus, error?: string): void {
    if (this.ended) return;
    this.finishedAt = this.#clock.now();
    this.error = error;
    this.#moveTo(status);
    this.#stop.abort(new Error(`job ${this.order.id} is ${status}`));
  }

  /** Back into the queue, without its earlier output. */
  requeue(): void {
    this.#stop = new AbortController();
    this.#items.length = 0;
    this.startedAt = undefined;
    this.finishedAt = undefined;
    this.output = undefined;
    this.error = undefined;
    this.crashed = false;
    this.retries++;
    this.#moveTo('IN_QUEUE');
  }

  /** Nothing knows the job any more; its items and its result are let go. */
  delete(): void {
    this.deleted = true;
    this.#items.length = 0;
    this.output = undefined;
    this.outputChars = 0;
    this.#stop.abort(new Error(`job ${this.order.id} is deleted`));
    this.#notify();
  }

  push(...items: unknown[]): void {
    this.#items.push(...items);
    this.noteAudio(items);
    this.#notify();
  }

  /** Writes down that a client can have the audio of these messages from now on. */
  noteAudio(messages: readonly unknown[]): void {
    for (const bytes of messages.map(audioBytesOf)) if (bytes > 0) this.audio.push({ at: this.#clock.now(), bytes });
  }

  /** Takes what waits, at most what one reply carries. */
  drain(): unknown[] {
    const items = this.#items.splice(0, STREAM_ITEMS_PER_REPLY);
    this.taken += items.length;
    return items;
  }

  /** Waits until `done` holds, at most `ms`. Rejects with the signal's reason when the one who waits goes away. */
  async waitUntil(done: () => boolean, ms: number, signal: AbortSignal): Promise<void> {
    const until = this.#clock.now() + ms;
    while (!done() && !this.deleted && this.#clock.now() < until) {
      await this.#change(until - this.#clock.now(), signal);
    }
  }

  async #change(ms: number, signal: AbortSignal): Promise<void> {
    const changed = new AbortController();
    this.#waiting.add(changed);
    try {
      await this.#clock.sleep(ms, AbortSignal.any([signal, changed.signal]));
    } catch (reason) {
      if (reason !== CHANGED) throw reason;
    } finally {
      this.#waiting.delete(changed);
    }
  }

  #moveTo(status: JobStatus): void {
    this.status = status;
    this.history.push({ status, at: this.#clock.now() });
    this.#notify();
  }

  #notify(): void {
    for (const waiting of this.#waiting) waiting.abort(CHANGED);
  }
}
