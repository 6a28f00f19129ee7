import { OutputGate } from './output-gate.ts';
import { runService } from './run-service.ts';
import type { Service } from './service.ts';

/** The started system: what runs, how to tell that it is up, and what to say then. */
export interface System {
  cwd: string;
  services: readonly Service[];
  /** Resolves when the system can serve; rejects with a message for the person who started it. */
  untilReady(stopped: AbortSignal): Promise<void>;
  greeting: string;
  print(line: string): void;
  printError(line: string): void;
}

/**
 * Starts all services and keeps them up until `stopped` fires or one of them ends, then ends the others.
 * @returns exit code: 0 when it was stopped, 1 when it failed
 */
export async function runSystem(system: System, stopped: AbortSignal): Promise<number> {
  const gate = new OutputGate(system.print);
  const ending = new AbortController();
  // Complaints are shown at once: wrangler waits for a broken source to be mended rather than to end.
  const output = { onLine: (line: string) => gate.push(line), onError: system.printError };
  const running = system.services.map((service) => runService(service, system.cwd, output));
  const ready = system.untilReady(AbortSignal.any([stopped, ending.signal]));
  try {
    const died = Promise.race(running.map(async ({ ended }) => Promise.reject(new Error(await ended))));
    const stop = whenAborted(stopped);
    await Promise.race([ready, died, stop]);
    if (!stopped.aborted) {
      gate.open();
      system.print(system.greeting);
    }
    await Promise.race([died, stop]);
    return 0;
  } catch (error) {
    // Being stopped also cuts the waiting short, and may reach a service before it reaches this process.
    if (stopped.aborted) return 0;
    gate.release();
    system.printError(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    ending.abort();
    await Promise.allSettled([ready, ...running.map((service) => service.stop())]);
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
