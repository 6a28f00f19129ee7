import {
  createEmulator,
  createVirtualClock,
  type EndpointConfigPatch,
  type Faults,
  type Handler,
  type JobRecord,
} from '@voxlane/emulator';
import type { Problem } from '@voxlane/schema';
import type { AudioPayload } from '../src/audio-payload.ts';
import { runJob } from '../src/job-run.ts';
import { DEFAULT_LIMITS, type TimeLimits } from '../src/limits.ts';
import { QueueClient } from '../src/queue-client.ts';
import { readToEnd } from './read-to-end.ts';

/** How one emulated job is to go. */
export interface JobSetting {
  faults?: Faults;
  config?: EndpointConfigPatch;
  limits?: Partial<TimeLimits>;
  onGap?: 'error' | 'silence' | 'skip';
  audioHosts?: string[];
  keepsColdJobs?: boolean;
  /** Jobs that wait for a worker before this one. */
  others?: number;
  /** Takes the place of the public handler. */
  handler?: Handler;
  input?: Record<string, unknown>;
  text?: string;
}

/** What became of it. */
export interface JobOutcome {
  payloads: AudioPayload[];
  /** Bytes of audio, joined. */
  bytes: number[];
  problem: Problem | undefined;
  jobs: JobRecord[];
  /** Virtual milliseconds that it took. */
  ms: number;
}

/** An emulator, a virtual clock and a client between them, all in this process. */
export function emulatedJob({
  faults = {},
  config = {},
  limits = {},
  onGap = 'error',
  audioHosts = [],
  keepsColdJobs,
  ...rest
}: JobSetting) {
  const clock = createVirtualClock(1_000_000);
  const handlers = rest.handler === undefined ? {} : { vibevoice: rest.handler };
  const emulator = createEmulator({ clock, apiKeys: ['key'], handlers });
  emulator.configure('vibevoice', { pace: { coldStartMs: 500, realTimeFactor: 0.4 }, ...config });
  emulator.addFaults({ endpoint: 'vibevoice', faults });
  const send = ((input: RequestInfo | URL, init?: RequestInit) =>
    emulator.fetch(new Request(input, init))) as typeof fetch;
  const common = { fetch: send, clock, random: () => 0.5 };
  const all = { ...DEFAULT_LIMITS, ...limits };
  const client = new QueueClient({
    ...common,
    base: 'http://runpod.test/v2/vibevoice',
    apiKey: 'key',
    connectMs: all.connectMs,
  });
  const deferred: Promise<unknown>[] = [];
  const seen: string[] = [];
  const left = new AbortController();
  const input = {
    text: rest.text ?? 'One two three four five six.',
    stream: true,
    output_format: 'pcm_16',
    ...rest.input,
  };
  const audio = runJob(
    input,
    {
      client,
      clock,
      limits: all,
      onGap,
      keepsColdJobs,
      files: { ...common, audioHosts, timeoutMs: all.connectMs },
      observer: {
        onJob: (id) => seen.push(id),
        onRunning: () => seen.push('running'),
        onChunk: () => seen.push('chunk'),
      },
      defer: (work) => deferred.push(work),
    },
    left.signal,
  );
  const settle = () => clock.run(Promise.all(deferred));
  return { audio, clock, emulator, left, seen, settle };
}

/** The bytes of a job that is delivered as usual. */
export async function plainBytes(): Promise<number[]> {
  const { bytes, problem } = await outcomeOf({});
  if (problem !== undefined || bytes.length < 48_000) throw new Error(`the plain job failed: ${problem?.message}`);
  return bytes;
}

/** Runs a job to its end, whichever it is. */
export async function outcomeOf(setting: JobSetting): Promise<JobOutcome> {
  const { audio, clock, emulator, settle } = emulatedJob(setting);
  for (let other = 0; other < (setting.others ?? 0); other++) await clock.run(emulator.fetch(waitingJob()));
  const began = clock.now();
  const { payloads, problem } = await clock.run(readToEnd(audio));
  const ms = clock.now() - began;
  await settle();
  const bytes = payloads.flatMap((payload) => (payload.kind === 'bytes' ? [...payload.bytes] : []));
  return { payloads, bytes, problem, jobs: emulator.jobs(), ms };
}

function waitingJob(): Request {
  const body = JSON.stringify({ input: { text: 'Another one.', emulate: { stayQueued: true } } });
  return new Request('http://runpod.test/v2/vibevoice/run', {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body,
  });
}
