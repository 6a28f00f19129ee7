import { floatToInt16 } from '@voxlane/audio';
import { allocate, checkedCode, type LibopusInstance } from './libopus-instance.ts';

/** Rates that libopus takes, in Hz. */
export const OPUS_RATES: readonly number[] = [8000, 12_000, 16_000, 24_000, 48_000];

/** Packets of 20 ms, a 50th of a second: what Opus is at its best with. */
const PACKETS_PER_SECOND = 50;
/** No packet is longer (RFC 6716, section 3.4). */
const MAX_PACKET_BYTES = 1275;
const BYTES_PER_SAMPLE = 2;
const MONO = 1;

/**
 * OPUS_APPLICATION_AUDIO. The other one, meant for telephones, filters what it is given: of 48 kHz speech it keeps
 * 5 dB of signal over noise where this one keeps 20 to 27 dB, at twice the work.
 */
const APPLICATION = 2049;
/** Bits a second on average: more than enough for speech of one voice in full band. */
const BITRATE = 64_000;
/** Of 0 to 10. 10 adds half a decibel at most and takes a third more work, which is 5 ms for a second of speech. */
const COMPLEXITY = 5;

const SET_BITRATE = 4002;
const SET_COMPLEXITY = 4010;
const GET_LOOKAHEAD = 4027;

/**
 * Mono floats in [-1, 1] -> packets of Opus, 20 ms each. Encoders of one instance do not meet: each has its state, and
 * what they share is empty between two calls. {@link LibopusEncoder.free} gives the state back.
 */
export class LibopusEncoder {
  /** Samples by which what is decoded lags behind. */
  readonly delay: number;
  readonly #opus: LibopusInstance;
  readonly #state: number;
  /** Samples of the packet to come. */
  readonly #frame: Float32Array;
  #filled = 0;
  #freed = false;

  /** @throws Error for a rate that is not of {@link OPUS_RATES}; Problem `overloaded` when there is no memory left. */
  constructor(opus: LibopusInstance, sampleRate: number) {
    this.#opus = opus;
    this.#state = allocate(opus, opus.opus_encoder_get_size(MONO));
    try {
      this.delay = this.#start(sampleRate);
    } catch (error) {
      this.free();
      throw error;
    }
    this.#frame = new Float32Array(sampleRate / PACKETS_PER_SECOND);
  }

  /** The packets that are complete now, perhaps none. */
  push(samples: Float32Array): Uint8Array[] {
    const packets: Uint8Array[] = [];
    for (let at = 0; at < samples.length; ) {
      const piece = samples.subarray(at, at + this.#frame.length - this.#filled);
      this.#frame.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === this.#frame.length) packets.push(this.#encode());
    }
    return packets;
  }

  /** Ends the stream: the rest, which its delay holds back, and silence up to the end of a packet. One or two. */
  flush(): Uint8Array[] {
    const held = this.#filled + this.delay;
    const packets = Math.ceil(held / this.#frame.length);
    return this.push(new Float32Array(packets * this.#frame.length - this.#filled));
  }

  /** Gives its memory back; further calls of it do nothing. */
  free(): void {
    if (!this.#freed) this.#opus.free(this.#state);
    this.#freed = true;
  }

  #start(sampleRate: number): number {
    const opus = this.#opus;
    checkedCode(opus, opus.opus_encoder_init(this.#state, sampleRate, MONO, APPLICATION));
    checkedCode(opus, opus.opus_encoder_ctl_set(this.#state, SET_BITRATE, BITRATE));
    checkedCode(opus, opus.opus_encoder_ctl_set(this.#state, SET_COMPLEXITY, COMPLEXITY));
    return opus.opus_encoder_ctl_get(this.#state, GET_LOOKAHEAD);
  }

  #encode(): Uint8Array {
    if (this.#freed) throw new Error('this encoder was given back; open another one');
    const pcm = floatToInt16(this.#frame);
    this.#filled = 0;
    const room = allocate(this.#opus, pcm.length + MAX_PACKET_BYTES);
    try {
      return this.#encodeAt(room, pcm);
    } finally {
      this.#opus.free(room);
    }
  }

  #encodeAt(room: number, pcm: Uint8Array): Uint8Array {
    const opus = this.#opus;
    new Uint8Array(opus.memory.buffer, room, pcm.length).set(pcm);
    const packet = room + pcm.length;
    const samples = pcm.length / BYTES_PER_SAMPLE;
    const bytes = checkedCode(opus, opus.opus_encode(this.#state, room, samples, packet, MAX_PACKET_BYTES));
    return new Uint8Array(opus.memory.buffer, packet, bytes).slice();
  }
}
