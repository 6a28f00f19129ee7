/** What is to begin now begins this late, in seconds: the audio thread is ahead of the clock that a page sees. */
const LEAD_S = 0.02;
/** A buffer due sooner than this, in seconds, would begin late and overlap with the next one. */
const LATE_S = 0.005;
const FADE_S = 0.005;

/** Samples that are to be heard, and what to know once they were. */
export interface Part<Note> {
  samples: Float32Array<ArrayBuffer>;
  note: Note;
}

interface Placed<Note> extends Part<Note> {
  /** In samples of the context's clock, as all places here. */
  begin: number;
  source: AudioBufferSourceNode;
}

/** A part that was heard, and when, in seconds of the context's clock. */
export interface Heard<Note> extends Part<Note> {
  beginS: number;
  endS: number;
}

/** Buffers on a context's clock, each begun on the sample after the one before. */
export class BufferLine<Note> {
  readonly #context: AudioContext;
  readonly #output: AudioNode;
  #gain: GainNode;
  #placed: Placed<Note>[] = [];
  #cursor = 0;

  constructor(context: AudioContext, output: AudioNode) {
    this.#context = context;
    this.#output = output;
    this.#gain = this.#newGain();
  }

  /** Seconds from now to the end of the last part; negative when that is past. */
  get aheadS(): number {
    return this.#cursor / this.#context.sampleRate - this.#context.currentTime;
  }

  /** True when nothing more is going to be heard. */
  get empty(): boolean {
    return this.#placed.length === 0;
  }

  /** Appends a part, or begins anew with it when the last one is over. */
  place({ samples, note }: Part<Note>): void {
    const { sampleRate } = this.#context;
    if (this.aheadS < LATE_S) this.#cursor = this.#soon();
    const buffer = new AudioBuffer({ length: samples.length, numberOfChannels: 1, sampleRate });
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    source.connect(this.#gain);
    source.start(this.#cursor / sampleRate);
    this.#placed.push({ samples, note, begin: this.#cursor, source });
    this.#cursor += samples.length;
  }

  /** The parts that are over by now and were not handed out before. */
  takeHeard(): Heard<Note>[] {
    const { currentTime, sampleRate } = this.#context;
    const endS = ({ begin, samples }: Placed<Note>) => (begin + samples.length) / sampleRate;
    const heard = this.#placed.filter((part) => endS(part) <= currentTime);
    this.#placed = this.#placed.slice(heard.length);
    return heard.map((part) => ({ ...part, beginS: part.begin / sampleRate, endS: endS(part) }));
  }

  /** Fades out now. Returns all from where the fade begins: to be placed again after `fadeIn`, or to be dropped. */
  fadeOut(): Part<Note>[] {
    const from = this.#soon();
    this.#ramp(from, 1, 0);
    const end = from + this.#fade;
    for (const { source } of this.#placed) source.stop(end / this.#context.sampleRate);
    const cut = this.#placed.findIndex(({ begin, samples }) => begin + samples.length > from);
    const unheard = cut < 0 ? [] : this.#placed.splice(cut);
    this.#cursor = end;
    return unheard.map(({ samples, note, begin }) => ({ samples: samples.slice(Math.max(0, from - begin)), note }));
  }

  /** What is placed next sets in softly; with a fade-out over the same samples it adds up to the whole. */
  fadeIn(): void {
    this.#gain = this.#newGain();
    this.#cursor = Math.max(this.#cursor, this.#soon());
    this.#ramp(this.#cursor, 0, 1);
  }

  /** Silent at once. */
  close(): void {
    for (const { source } of this.#placed) source.stop();
    this.#gain.disconnect();
  }

  get #fade(): number {
    return Math.round(FADE_S * this.#context.sampleRate);
  }

  #soon(): number {
    return Math.ceil((this.#context.currentTime + LEAD_S) * this.#context.sampleRate);
  }

  /** Between samples, so that fall and rise are each other's mirror. */
  #ramp(from: number, before: number, after: number): void {
    const { sampleRate } = this.#context;
    this.#gain.gain.setValueAtTime(before, (from - 0.5) / sampleRate);
    this.#gain.gain.linearRampToValueAtTime(after, (from - 0.5 + this.#fade) / sampleRate);
  }

  #newGain(): GainNode {
    const gain = new GainNode(this.#context);
    gain.connect(this.#output);
    return gain;
  }
}
