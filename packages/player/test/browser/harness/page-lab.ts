import {
  type Playback,
  type PlayerState,
  playBlob,
  SpeechPlayer,
  type SpeechPlayerOptions,
} from '../../../src/index.ts';

export interface BenchOptions extends SpeechPlayerOptions {
  /** Rate of the context in Hz; 48000 when left out. */
  contextRate?: number;
  /** Takes the audio worklet away from the player. */
  scheduled?: boolean;
}

/** A player whose output is recorded. */
export class Bench {
  readonly player: SpeechPlayer;
  readonly context: AudioContext;
  readonly states: (PlayerState & { at: number })[] = [];
  readonly #blocks: { time: number; samples: Float32Array }[] = [];

  constructor(context: AudioContext, recorder: AudioWorkletNode, options: SpeechPlayerOptions) {
    this.context = context;
    recorder.port.onmessage = ({ data }) => this.#blocks.push(data);
    recorder.connect(context.destination);
    this.player = new SpeechPlayer({
      ...options,
      context: () => context,
      output: () => recorder,
      onState: (state) => this.states.push({ ...state, at: performance.now() }),
    });
  }

  play(path: string): Playback {
    return this.player.play((signal) => fetch(path, { method: 'POST', signal }));
  }

  /** All that came out so far, from the first sample that is not zero to the last one. */
  async heard(): Promise<number[]> {
    await pass(100);
    const all = this.#blocks.flatMap(({ samples }) => [...samples]);
    const first = all.findIndex((sample) => sample !== 0);
    return first < 0 ? [] : all.slice(first, all.findLastIndex((sample) => sample !== 0) + 1);
  }

  /** When the first sample that is not silence left for the speaker, on the axis of `performance.now()`. */
  firstSoundAt(): number {
    const block = this.#blocks.find(({ samples }) => samples.some((sample) => Math.abs(sample) > 0.001));
    const { contextTime = 0, performanceTime = 0 } = this.context.getOutputTimestamp();
    return performanceTime + ((block?.time ?? Number.NaN) - contextTime) * 1_000;
  }

  /** When the last sample that is not zero was played, in seconds of the context's clock. */
  lastSoundAt(): number {
    const last = this.#blocks.findLast(({ samples }) => samples.some((sample) => sample !== 0));
    const at = last?.samples.findLastIndex((sample) => sample !== 0) ?? 0;
    return (last?.time ?? 0) + at / this.context.sampleRate;
  }

  /** Phases in order, each once. */
  phases(): string[] {
    return this.states.map(({ phase }) => phase).filter((phase, at, all) => phase !== all[at - 1]);
  }

  /** Each piece of the text that was told, with how much was played when it first was. */
  spans(): { start: number; end: number; playedS: number }[] {
    return this.states
      .flatMap(({ piece, playedS }) => (piece === undefined ? [] : [{ ...piece, playedS }]))
      .filter(({ start }, at, all) => start !== all[at - 1]?.start);
  }

  async until(met: (state: PlayerState) => boolean): Promise<PlayerState> {
    for (;;) {
      const last = this.states.at(-1);
      if (last !== undefined && met(last)) return last;
      await pass(5);
    }
  }
}

async function open({ contextRate = 48_000, scheduled = false, ...options }: BenchOptions = {}): Promise<Bench> {
  const context = new AudioContext({ sampleRate: contextRate });
  await context.audioWorklet.addModule('/recorder.js');
  const recorder = new AudioWorkletNode(context, 'recorder', { outputChannelCount: [1], channelCount: 1 });
  if (scheduled) Object.defineProperty(context, 'audioWorklet', { value: undefined });
  return new Bench(context, recorder, options);
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const lab = { open, pass, playBlob, SpeechPlayer };
Object.assign(globalThis, { lab });

/** What the tests find in the page. */
export type Lab = typeof lab;
