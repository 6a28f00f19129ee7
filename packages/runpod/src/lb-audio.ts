import { DataError, float32ToFloat, int16ToFloat, SampleFrames, sniff, WavReader } from '@voxlane/audio';
import { Problem } from '@voxlane/schema';
import type { AudioPayload } from './audio-payload.ts';
import type { LbBodyReader, LbRunDeps } from './lb-deps.ts';

/** Bytes that tell what a body is; text needs a few more than a container's magic. */
const SNIFF_BYTES = 16;

/** A body that is audio from its first byte to its last. */
export class AudioBody implements LbBodyReader {
  readonly over = false;
  readonly #type: string;
  readonly #declaredRate: number | undefined;
  readonly #float: boolean;
  #head = new Uint8Array(0);
  #wav: WavReader | undefined;
  #frames: SampleFrames | undefined;

  constructor(type: string, headers: Headers, deps: LbRunDeps) {
    this.#type = type;
    const declared = Number(/\brate=(\d+)/.exec(type)?.[1] ?? headers.get('x-sample-rate') ?? Number.NaN);
    this.#declaredRate = deps.sampleRate ?? (Number.isInteger(declared) ? declared : deps.assumedSampleRate);
    this.#float = deps.encoding === 'float32' || /\b(?:f32|float32|pcm_f32le)\b/.test(type);
  }

  push(bytes: Uint8Array): AudioPayload[] {
    return this.#read(bytes, false);
  }

  end(): AudioPayload[] {
    const rest = this.#read(new Uint8Array(0), true);
    if (this.#wav !== undefined && truncated(this.#wav)) {
      throw new Problem('upstream_bad_reply', 'The endpoint ended its WAV stream before the length it had declared');
    }
    return rest;
  }

  #read(bytes: Uint8Array, last: boolean): AudioPayload[] {
    if (this.#wav === undefined && this.#frames === undefined) {
      this.#head = concat(this.#head, bytes);
      if (this.#head.length < SNIFF_BYTES && !last) return [];
      this.#recognise();
      return this.#samples(this.#head);
    }
    // A proxy that gives up in the middle writes its error page into the audio.
    if (sniff(bytes) === 'html') throw new Problem('upstream_unreachable', 'The endpoint broke off with an HTML page');
    return this.#samples(bytes);
  }

  #recognise(): void {
    const kind = sniff(this.#head);
    if (kind === 'wav') {
      this.#wav = new WavReader();
      return;
    }
    if (kind !== undefined)
      throw new Problem('upstream_bad_audio', `The endpoint answered with ${kind} instead of PCM or WAV`);
    if (this.#declaredRate === undefined) {
      const hint = this.#type === '' ? '' : ` (${this.#type.slice(0, 60)})`;
      throw new Problem(
        'upstream_bad_audio',
        `The endpoint's raw audio${hint} does not say its rate; set sampleRate in SERVICES`,
      );
    }
    this.#frames = new SampleFrames(this.#float ? 4 : 2);
  }

  #samples(bytes: Uint8Array): AudioPayload[] {
    const samples = this.#wav === undefined ? this.#raw(bytes) : readWav(this.#wav, bytes);
    const sampleRate = this.#wav?.header?.sampleRate ?? this.#declaredRate ?? 0;
    return samples.length === 0 ? [] : [{ kind: 'samples', samples, sampleRate }];
  }

  #raw(bytes: Uint8Array): Float32Array {
    const whole = this.#frames?.push(bytes) ?? new Uint8Array(0);
    return this.#float ? float32ToFloat(whole) : int16ToFloat(whole);
  }
}

function readWav(wav: WavReader, bytes: Uint8Array): Float32Array {
  try {
    return wav.push(bytes);
  } catch (cause) {
    if (cause instanceof DataError)
      throw new Problem('upstream_bad_audio', `The endpoint's WAV: ${cause.message}`, { cause });
    throw cause;
  }
}

function truncated(wav: WavReader): boolean {
  try {
    return wav.flush().missingBytes > 0;
  } catch {
    return true;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
