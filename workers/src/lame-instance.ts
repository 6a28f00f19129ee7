/** What the module offers of LAME, which wasm-media-encoders wraps in a few C functions. Pointers are places in its memory. */
export interface LameInstance {
  readonly memory: WebAssembly.Memory;
  /** 0 when no memory is left. */
  malloc(bytes: number): number;
  free(pointer: number): void;
  /** An encoder; 0 when LAME refuses the settings or no memory is left. @param settings five words. */
  enc_init(settings: number): number;
  /** Where the pointers to the samples of each channel are, 32-bit floats; 0 when no memory is left. */
  enc_get_pcm(encoder: number, samples: number): number;
  /** Encodes the samples that were put there. Bytes, or an error below 0. */
  enc_encode(encoder: number, samples: number): number;
  /** Encodes what LAME has held back. Bytes, or an error below 0. */
  enc_flush(encoder: number): number;
  /** Where the bytes of the last call are. */
  enc_get_out_buf(encoder: number): number;
  enc_free(encoder: number): void;
}

/** What lame_encode_buffer() returns below 0 (lame.h). */
const ERRORS: Readonly<Record<number, string>> = {
  [-1]: 'the bytes did not fit into their room',
  [-2]: 'there is no memory left',
  [-3]: 'the encoder was not initialised',
  [-4]: 'the psychoacoustic model failed',
};

/** Starts LAME in memory of its own: 16 MiB to begin with, of which it keeps 5 and an encoder takes 0.4. */
export function startLame(module: WebAssembly.Module): LameInstance {
  const { exports } = new WebAssembly.Instance(module, {
    wasi_snapshot_preview1: { proc_exit: exited },
    // Nobody keeps a view of the memory, which growth would take away.
    env: { emscripten_notify_memory_growth: () => undefined },
  });
  (exports._initialize as () => void)();
  return exports as unknown as LameInstance;
}

/** The bytes that a call made, or its error in words. */
export function checkedBytes(code: number): number {
  if (code >= 0) return code;
  throw new Error(`LAME: ${ERRORS[code] ?? 'an unknown error'} (${code})`);
}

function exited(code: number): never {
  throw new Error(`LAME gave up with ${code}`);
}
