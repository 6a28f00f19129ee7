import type { LibopusInstance } from '../src/libopus-instance.ts';

/** libopus' code for an argument that it does not take. */
const BAD_ARGUMENT = -1;
const MEMORY_BYTES = 65_536;

/** A libopus whose packets are two bytes: the upper one of their first sample, and of their last. */
export interface FakeLibopus extends LibopusInstance {
  /** Rates of the encoders that were started, and every setting, as `[request, value]`. */
  readonly started: number[];
  readonly settings: [number, number][];
  /** Places in use. */
  readonly used: Set<number>;
  /** Samples of every packet that was asked for. */
  readonly asked: number[];
  /** The code below 0 that the next packets give in the place of a length. */
  failure: number | undefined;
  /** No memory is left. */
  full: boolean;
}

/** @param delay samples that it says its packets lag behind. */
export function fakeLibopus(delay: number): FakeLibopus {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(new TextEncoder().encode('it is unwell\0'), 16);
  let next = 64;
  const fake: FakeLibopus = {
    memory,
    started: [],
    settings: [],
    used: new Set(),
    asked: [],
    failure: undefined,
    full: false,
    malloc(length) {
      if (fake.full) return 0;
      // Nothing is used twice, but from the start again.
      if (next + length > MEMORY_BYTES) next = 64;
      const pointer = next;
      next += length + (length % 2);
      fake.used.add(pointer);
      return pointer;
    },
    free: (pointer) => void fake.used.delete(pointer),
    opus_encoder_get_size: () => 100,
    opus_encoder_init: (_, rate) => (rate === 44_100 ? BAD_ARGUMENT : fake.started.push(rate) * 0),
    opus_encoder_ctl_set: (_, request, value) => fake.settings.push([request, value]) * 0,
    opus_encoder_ctl_get: () => delay,
    opus_strerror: () => 16,
    opus_encode(_, pcm, samples, packet) {
      fake.asked.push(samples);
      if (fake.failure !== undefined) return fake.failure;
      bytes[packet] = bytes[pcm + 1] ?? 0;
      bytes[packet + 1] = bytes[pcm + 2 * samples - 1] ?? 0;
      return 2;
    },
  };
  return fake;
}
