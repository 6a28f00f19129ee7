import { type EndpointConfig, type EndpointConfigPatch, parseEndpointConfig } from './endpoint-config.ts';
import { type FaultRule, parseFaultRule } from './faults/fault-rules.ts';
import { route } from './http/route.ts';
import { type JobRecord, jobRecord } from './job/job-record.ts';
import { Platform, type PlatformOptions } from './platform.ts';
import { printEncoder } from './speech/print-encoder.ts';
import { toneSynthesizer } from './speech/tone-synthesizer.ts';

/** What {@link createEmulator} takes: a clock, and whatever shall not be as it is out of the box. */
export type EmulatorOptions = Pick<PlatformOptions, 'clock'> & Partial<PlatformOptions>;

/** A RunPod of one's own, without a network. */
export interface Emulator {
  /**
   * Answers like `fetch`. Rejects with a TypeError of code `ECONNRESET` where a fault breaks the connection, and with
   * the reason of `request.signal` when that aborts while the call is held.
   */
  fetch(request: Request): Promise<Response>;
  /** Lets jobs to come misbehave. Throws when the rule is not right. */
  addFaults(rule: FaultRule): void;
  /** Takes all rules back. */
  clearFaults(): void;
  /** What happened to every job, the oldest first. */
  jobs(): JobRecord[];
  /** Makes an endpoint, or changes one; gives its configuration as it is now. Throws when the patch is not right. */
  configure(endpointId: string, patch: EndpointConfigPatch): EndpointConfig;
  /** Stops every worker and handler. */
  close(): void;
}

/** Starts an emulator that lives in this process. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const platform = new Platform({
    synthesize: toneSynthesizer,
    encode: printEncoder,
    randomId: () => crypto.randomUUID(),
    ...options,
  });
  return {
    fetch: (request) => route(platform, request),
    addFaults: (rule) => platform.rules.add(parseFaultRule(rule)),
    clearFaults: () => platform.rules.clear(),
    jobs: () => platform.jobs().map(jobRecord),
    configure: (id, patch) => platform.configure(id, parseEndpointConfig(patch, 'endpoint')),
    close: () => platform.close(),
  };
}
