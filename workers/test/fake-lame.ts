import type { LameInstance } from '../src/lame-instance.ts';

const MEMORY_BYTES = 65_536;
const HANDLE_BYTES = 32;
/** Samples that give one byte. */
export const FAKE_FRAME = 100;
/** What LAME says of the room for bytes that it opens an encoder with. */
const ROOM_BYTES = 1_807_200;

/** A LAME that makes one byte of every 100 samples: their first one, in 128ths; and of the rest, their number. */
export interface FakeLame extends LameInstance {
  /** Settings of every encoder: channels, rate, bitrate, quality, rate of the MP3. */
  readonly settings: number[][];
  /** Places in use, with their bytes. */
  readonly used: Map<number, number>;
  /** Samples of every call that encodes. */
  readonly asked: number[];
  /** The code below 0 that the next calls give in the place of a length. */
  failure: number | undefined;
  /** Bytes above which there is no memory, in one piece. */
  most: number;
  /** The room for bytes that an encoder says it has. */
  roomBytes: number;
}

/** One encoder. */
interface Stream {
  room: number;
  pcm: number;
  held: number[];
}

/** A LAME in one page of memory. */
export function fakeLame(): FakeLame {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const streams = new Map<number, Stream>();
  let next = 64;

  const words = (pointer: number) => new Uint32Array(memory.buffer, pointer);
  const stream = (encoder: number) => streams.get(encoder) ?? { room: 0, pcm: 0, held: [] };
  const put = (encoder: number, bytes: readonly number[]) => {
    if (fake.failure !== undefined) return fake.failure;
    new Uint8Array(memory.buffer).set(bytes, words(encoder)[5]);
    return bytes.length;
  };

  const fake: FakeLame = {
    memory,
    settings: [],
    used: new Map(),
    asked: [],
    failure: undefined,
    most: MEMORY_BYTES,
    roomBytes: ROOM_BYTES,
    malloc(bytes) {
      if (bytes > fake.most) return 0;
      // Nothing is used twice, but from the start again.
      if (next + bytes > MEMORY_BYTES) next = 64;
      const pointer = next;
      next += Math.ceil(bytes / 8) * 8;
      fake.used.set(pointer, bytes);
      return pointer;
    },
    free: (pointer) => void fake.used.delete(pointer),
    enc_init(settings) {
      if (HANDLE_BYTES > fake.most) return 0;
      const quality = new Float32Array(memory.buffer, settings)[3] ?? 0;
      fake.settings.push([...words(settings).subarray(0, 5)].with(3, quality));
      const encoder = fake.malloc(HANDLE_BYTES);
      const room = fake.malloc(HANDLE_BYTES);
      words(encoder).set([room, fake.roomBytes], 5);
      streams.set(encoder, { room, pcm: 0, held: [] });
      return encoder;
    },
    enc_get_pcm(encoder, samples) {
      const pcm = fake.malloc(4 * samples);
      if (pcm === 0) return 0;
      stream(encoder).pcm = pcm;
      words(encoder)[1] = pcm;
      return encoder + 4;
    },
    enc_encode(encoder, samples) {
      fake.asked.push(samples);
      const { pcm, held } = stream(encoder);
      held.push(...new Float32Array(memory.buffer, pcm, samples));
      const frames = Math.floor(held.length / FAKE_FRAME);
      const heads = Array.from({ length: frames }, (_, i) => 128 * (held[i * FAKE_FRAME] ?? 0));
      held.splice(0, frames * FAKE_FRAME);
      return put(encoder, heads);
    },
    enc_flush: (encoder) => put(encoder, [stream(encoder).held.length]),
    enc_get_out_buf: (encoder) => words(encoder)[5] ?? 0,
    enc_free(encoder) {
      for (const pointer of [encoder, words(encoder)[5] ?? 0, stream(encoder).pcm]) fake.used.delete(pointer);
      streams.delete(encoder);
    },
  };
  return fake;
}
