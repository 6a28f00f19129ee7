import type { EndpointConfigPatch, FaultRule } from '@voxlane/emulator';

/** What the emulator of a bench is told to be; it crosses to its process as JSON. */
export interface EmulatorOrder {
  /** Rate at which speech is made, in Hz: the rate that jobs ask for, so that the emulator need not resample. */
  sampleRate: number;
  endpoints: Readonly<Record<string, EndpointConfigPatch>>;
  faults?: readonly FaultRule[];
}
