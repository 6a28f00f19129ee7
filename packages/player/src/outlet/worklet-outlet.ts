import type { PlayReport } from '../core/play-report.ts';
import { PROCESSOR_NAME, type ProcessorOptions, type WorkletMessage } from '../worklet/worklet-messages.ts';
import type { Outlet, OutletOptions } from './outlet.ts';

/** Plays on the audio thread. The context must have loaded the processor; see `loadWorklet`. */
export class WorkletOutlet implements Outlet {
  readonly #node: AudioWorkletNode;

  constructor(context: AudioContext, { capacity, startMs, output, onReport }: OutletOptions) {
    const processorOptions: ProcessorOptions = { capacity, startMs };
    this.#node = new AudioWorkletNode(context, PROCESSOR_NAME, {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions,
    });
    this.#node.port.onmessage = ({ data }: MessageEvent<PlayReport>) => onReport(data);
    this.#node.connect(output);
  }

  push(samples: Float32Array<ArrayBuffer>): void {
    this.#tell({ type: 'push', samples }, [samples.buffer]);
  }

  end(): void {
    this.#tell({ type: 'end' });
  }

  pause(): void {
    this.#tell({ type: 'pause' });
  }

  resume(): void {
    this.#tell({ type: 'resume' });
  }

  stop(): void {
    this.#tell({ type: 'stop' });
  }

  /** Also ends the processor, which would go on as long as it may still hear from us. */
  close(): void {
    this.stop();
    this.#node.port.onmessage = null;
    this.#node.port.close();
    this.#node.disconnect();
  }

  #tell(message: WorkletMessage, transfer: Transferable[] = []): void {
    this.#node.port.postMessage(message, transfer);
  }
}
