import { type Clock, type Endpoint, whenAborted } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import type { ServiceConfig } from './service-config.ts';
import { UpstreamLine, type Waiter, type Worker } from './upstream-line.ts';

/** Leave to have one job at work at an upstream. */
export interface Slot {
  /** Gives it back; calling it again does nothing. */
  release(): void;
  /** Notes what the job failed with: when memory ran out, fewer are let in for a while. */
  failed(error: unknown): void;
}

/**
 * Milliseconds after which a waiter looks for itself whether it is its turn. The one before usually wakes it; but the
 * runtime may have ended that request without a word, and time alone opens places too.
 */
const LOOK_MS = 1_000;

/** Milliseconds between two signs of life of a job at work, which end with its request however that ends. */
const RENEW_MS = 10_000;

/** For upstreams that take whatever comes. */
const FREE: Slot = { release: () => undefined, failed: () => undefined };

/**
 * Bounds the jobs at work at each upstream in this isolate, over all requests; other isolates know nothing of it. First
 * come, first served; whoever waits is in no queue of the upstream yet, so that only the total time limit runs.
 */
export class UpstreamLimits {
  readonly #clock: Clock;
  readonly #lines = new Map<string, UpstreamLine>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits for leave to start a job of a service, which must be given back however the job ends.
   * @param signal takes the waiter out of the line. @throws its reason.
   */
  async slot({ template, endpoint }: ServiceConfig, signal: AbortSignal): Promise<Slot> {
    signal.throwIfAborted();
    if (template.atOnce === null || endpoint === undefined) return FREE;
    const line = this.#lineOf(endpoint);
    const waiter = line.join();
    try {
      while (!line.admits(waiter, template.atOnce, this.#clock.now())) await this.#turn(waiter, signal);
    } catch (error) {
      line.leave(waiter);
      throw error;
    }
    const release = this.#keepAlive(line.admit(waiter, this.#clock.now()));
    return { release, failed: (error) => this.#noteFailure(line, template.atOnce, error) };
  }

  /** Renews a place until it is given back. @returns what gives it back. */
  #keepAlive(worker: Worker): () => void {
    const held = new AbortController();
    const renew = async () => {
      for (;;) {
        await this.#clock.sleep(RENEW_MS, held.signal);
        worker.renew(this.#clock.now());
      }
    };
    renew().catch(() => undefined);
    return () => {
      held.abort();
      worker.release();
    };
  }

  #lineOf(endpoint: Endpoint): UpstreamLine {
    const key = endpoint.kind === 'queue' ? endpoint.base : endpoint.url;
    const line = this.#lines.get(key) ?? new UpstreamLine();
    this.#lines.set(key, line);
    return line;
  }

  async #turn(waiter: Waiter, signal: AbortSignal): Promise<void> {
    const timer = new AbortController();
    const look = this.#clock.sleep(LOOK_MS, timer.signal).catch(() => undefined);
    try {
      await Promise.race([waiter.woken().catch(() => undefined), look, whenAborted(signal)]);
    } finally {
      timer.abort();
    }
  }

  #noteFailure(line: UpstreamLine, atOnce: number | null, error: unknown): void {
    if (atOnce === null || !(error instanceof Problem) || error.code !== 'upstream_out_of_memory') return;
    line.lower(atOnce, this.#clock.now());
  }
}
