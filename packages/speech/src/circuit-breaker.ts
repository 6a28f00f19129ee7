import type { Clock } from '@voxlane/runpod';
import { Problem, SERVICES, type ServiceId } from '@voxlane/schema';

/** How long a service that keeps failing is left alone, in milliseconds: about one restart of a worker. */
const PAUSE_MS = 15_000;

/**
 * Spares a service that fails again and again, such as a handler that cannot load its model: after some failures in a
 * row its requests are refused at once for a while, or go to the fallback, and no GPU is woken to fail once more. After
 * the pause one request is let through as a trial.
 */
export class CircuitBreaker {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #failures: number;
  readonly #states = new Map<ServiceId, { inARow: number; closedUntil: number }>();

  /** @param failures in a row that open the circuit; 0 never does. */
  constructor(clock: Pick<Clock, 'now'>, failures: number) {
    this.#clock = clock;
    this.#failures = failures;
  }

  /** Why a service may not be asked now; undefined when it may. A request that may be the trial closes the way again. */
  refusal(service: ServiceId): Problem | undefined {
    const state = this.#states.get(service);
    if (this.#failures === 0 || state === undefined || state.inARow < this.#failures) return undefined;
    const left = state.closedUntil - this.#clock.now();
    if (left > 0) {
      const seconds = Math.ceil(left / 1_000);
      const message = `${SERVICES[service].name} failed ${state.inARow} times in a row and is spared for ${seconds} s`;
      return new Problem('overloaded', message, { retryAfterSeconds: seconds });
    }
    state.closedUntil = this.#clock.now() + PAUSE_MS;
    return undefined;
  }

  /** Notes how an attempt went: what is the client's own fault, or its leaving, says nothing of the service. */
  note(service: ServiceId, outcome: Problem | 'spoke'): void {
    if (outcome === 'spoke') {
      this.#states.delete(service);
      return;
    }
    if (!saysSomething(outcome)) return;
    const inARow = (this.#states.get(service)?.inARow ?? 0) + 1;
    this.#states.set(service, { inARow, closedUntil: this.#clock.now() + PAUSE_MS });
  }
}

/** Memory that ran out is for a lower number at work to mend, and the job of one item is no word on the next. */
function saysSomething({ code, status }: Problem): boolean {
  if (code === 'upstream_out_of_memory') return false;
  return code !== 'total_timeout' && (status === 502 || status === 504 || code === 'cold_start_timeout');
}
