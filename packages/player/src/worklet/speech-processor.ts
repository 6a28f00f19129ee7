import { PlayBlocks } from '../core/play-blocks.ts';
import { PROCESSOR_NAME, type ProcessorOptions, type WorkletMessage } from './worklet-messages.ts';

/** Reports a second: enough for a moving bar, too few to matter. A change of mode is told at once. */
const REPORTS_PER_SECOND = 20;

/** Plays one stream on the audio thread. Only types and plain arithmetic get in here: it has no page around it. */
class SpeechProcessor extends AudioWorkletProcessor {
  readonly #blocks: PlayBlocks;
  #unreported = 0;
  #lastMode = '';

  constructor(options: AudioWorkletNodeOptions) {
    super();
    this.#blocks = new PlayBlocks({ sampleRate, ...(options.processorOptions as ProcessorOptions) });
    this.port.onmessage = ({ data }: MessageEvent<WorkletMessage>) => this.#take(data);
  }

  /** False once nothing more will be heard, which lets the browser drop the processor. */
  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (output === undefined) return true;
    this.#blocks.render(output, currentTime);
    this.#unreported += output.length;
    const { mode } = this.#blocks.core;
    if (mode !== this.#lastMode || this.#unreported * REPORTS_PER_SECOND >= sampleRate) this.#report();
    return mode !== 'ended' && mode !== 'stopped';
  }

  #take(message: WorkletMessage): void {
    const { core } = this.#blocks;
    if (message.type === 'push') core.push(message.samples);
    else core[message.type]();
  }

  #report(): void {
    this.#unreported = 0;
    this.#lastMode = this.#blocks.core.mode;
    this.port.postMessage(this.#blocks.report());
  }
}

registerProcessor(PROCESSOR_NAME, SpeechProcessor);
