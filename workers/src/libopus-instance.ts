import { noMemory } from './no-memory.ts';

/** What the module offers of libopus' C interface. Pointers are places in its memory; codes below 0 are errors. */
export interface LibopusInstance {
  readonly memory: WebAssembly.Memory;
  /** 0 when no memory is left. */
  malloc(bytes: number): number;
  free(pointer: number): void;
  opus_encoder_get_size(channels: number): number;
  opus_encoder_init(encoder: number, sampleRate: number, channels: number, application: number): number;
  opus_encoder_ctl_set(encoder: number, request: number, value: number): number;
  opus_encoder_ctl_get(encoder: number, request: number): number;
  /** Bytes of the packet. @param samples for each channel, 16 bits each. */
  opus_encode(encoder: number, pcm: number, samples: number, packet: number, maxBytes: number): number;
  /** Text that ends with a zero. */
  opus_strerror(code: number): number;
}

/** WASI's errno for a call that is not there. */
const NO_SUCH_CALL = 52;
const noSuchCall = () => NO_SUCH_CALL;

/** Starts libopus in memory of its own: 16 MiB to begin with, of which an encoder takes 43 KiB. */
export function startLibopus(module: WebAssembly.Module): LibopusInstance {
  const { exports } = new WebAssembly.Instance(module, {
    wasi_snapshot_preview1: { fd_close: noSuchCall, fd_seek: noSuchCall, fd_write: noSuchCall, proc_exit: exited },
    // Nobody keeps a view of the memory, which growth would take away.
    env: { emscripten_notify_memory_growth: () => undefined },
  });
  (exports._initialize as () => void)();
  return exports as unknown as LibopusInstance;
}

/** The value of a call, or its error in libopus' own words. */
export function checkedCode(opus: LibopusInstance, code: number): number {
  if (code >= 0) return code;
  const text = new Uint8Array(opus.memory.buffer, opus.opus_strerror(code));
  throw new Error(`libopus: ${new TextDecoder().decode(text.subarray(0, text.indexOf(0)))} (${code})`);
}

/** Room in its memory. Throws an Error when there is none. */
export function allocate(opus: LibopusInstance, bytes: number): number {
  const pointer = opus.malloc(bytes);
  if (pointer === 0) throw noMemory(`libopus has no memory left for ${bytes} bytes`);
  return pointer;
}

function exited(code: number): never {
  throw new Error(`libopus gave up with ${code}`);
}
