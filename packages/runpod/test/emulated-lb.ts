import { createEmulator, createVirtualClock, type EndpointConfigPatch, type Faults } from '@voxlane/emulator';
import type { AudioPayload } from '../src/audio-payload.ts';
import type { LbRunDeps } from '../src/lb-deps.ts';
import { runLb } from '../src/lb-run.ts';
import { DEFAULT_LIMITS, type TimeLimits } from '../src/limits.ts';
import { readToEnd } from './read-to-end.ts';

/** How one call of an emulated load-balancing endpoint is to go. */
export interface LbSetting {
  response: 'pcm' | 'wav' | 'ndjson' | 'sse';
  faults?: Faults;
  config?: EndpointConfigPatch;
  limits?: Partial<TimeLimits>;
  deps?: Partial<LbRunDeps>;
}

/** An emulator, a virtual clock and one call between them, all in this process. */
export function emulatedLb({ response, faults = {}, config = {}, limits = {}, deps = {} }: LbSetting) {
  const clock = createVirtualClock(1_000_000);
  const emulator = createEmulator({ clock, apiKeys: ['key'] });
  emulator.configure('vibevoice-lb', { pace: { coldStartMs: 500, realTimeFactor: 0.4 }, ...config });
  emulator.addFaults({ endpoint: 'vibevoice-lb', faults });
  const send = ((input: RequestInfo | URL, init?: RequestInit) =>
    emulator.fetch(new Request(input, init))) as typeof fetch;
  const all = { ...DEFAULT_LIMITS, ...limits };
  const left = new AbortController();
  const seen: string[] = [];
  const input = { text: 'One two three four five six.', speaker_name: 'Alice' };
  const audio = runLb(
    input,
    {
      url: `http://runpod.test/lb/vibevoice-lb/speak?response=${response}`,
      apiKey: 'key',
      fetch: send,
      clock,
      limits: all,
      files: { fetch: send, clock, random: () => 0.5, audioHosts: [], timeoutMs: all.connectMs },
      observer: {
        onJob: (id) => seen.push(id),
        onRunning: () => seen.push('running'),
        onChunk: () => seen.push('chunk'),
      },
      onGap: 'error',
      encoding: 'auto',
      sampleRate: undefined,
      assumedSampleRate: 48_000,
      ...deps,
    },
    left.signal,
  );
  return { audio, clock, emulator, left, seen };
}

/** Runs a call to its end. Samples are those of every payload, joined; byte payloads are read as int16. */
export async function lbOutcome(setting: LbSetting) {
  const { audio, clock, emulator } = emulatedLb(setting);
  const { payloads, problem } = await clock.run(readToEnd(audio));
  return {
    payloads,
    problem,
    samples: payloads.flatMap(samplesOf),
    jobs: emulator.jobs(),
    ms: clock.now() - 1_000_000,
  };
}

function samplesOf(payload: AudioPayload): number[] {
  if (payload.kind === 'samples') return [...payload.samples].map((sample) => Math.round(sample * 32_768));
  if (payload.kind !== 'bytes') return [];
  const view = new DataView(payload.bytes.buffer, payload.bytes.byteOffset, payload.bytes.byteLength);
  return Array.from({ length: payload.bytes.byteLength / 2 }, (_, i) => view.getInt16(i * 2, true));
}
