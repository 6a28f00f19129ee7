import type { Decoder } from '@voxlane/linacodec';
import { Problem } from '@voxlane/schema';

/** Seconds after which a client that came too early may try again: the small voice loads in less than one. */
const RETRY_AFTER_SECONDS = 5;

/** What is known of the model while it loads and after. */
export interface LoadedModel {
  decoder: Decoder;
  /** Seconds of decoding a second of audio took on one worker when the model was warmed up. */
  realTimeFactor: number;
}

/** The codec model of this process: there is none before it is loaded, which may mean a download. */
export class CodecModel {
  readonly #loading = Promise.withResolvers<void>();
  #loaded: LoadedModel | undefined;
  /** Share of the download that is done, 0 to 1; undefined when nothing is being downloaded. */
  progress: number | undefined;

  get loaded(): LoadedModel | undefined {
    return this.#loaded;
  }

  /** Resolves when the model is loaded; never, when it cannot be: then the process ends. */
  get whenLoaded(): Promise<void> {
    return this.#loading.promise;
  }

  /** Measured when the model was loaded; undefined before. */
  get realTimeFactor(): number | undefined {
    return this.#loaded?.realTimeFactor;
  }

  load(loaded: LoadedModel): void {
    this.progress = undefined;
    this.#loaded = loaded;
    this.#loading.resolve();
  }

  /** @throws Problem `overloaded`, which passes, while the model is not loaded. */
  get decoder(): Decoder {
    if (this.#loaded === undefined) throw stillLoading();
    return this.#loaded.decoder;
  }
}

/** What a client is told that came too early. */
export function stillLoading(): Problem {
  const message = 'The codec model is still being loaded; try again in a few seconds';
  return new Problem('overloaded', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
