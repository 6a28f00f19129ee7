import {
  DataError,
  downmix,
  float32ToFloat,
  int16ToFloat,
  isSampleRate,
  MAX_CHANNELS,
  MAX_SAMPLE_RATE,
  MIN_SAMPLE_RATE,
  SampleFrames,
  sniff,
  WavReader,
} from '@voxlane/audio';
import { Problem } from '@voxlane/schema';
import type { AudioPayload } from './audio-payload.ts';
import type { LbBodyReader, LbRunDeps } from './lb-deps.ts';

/** Bytes that tell what a body is; text needs a few more than a container's magic. */
const SNIFF_BYTES = 16;
/** As much of a header's value as an error repeats, in UTF-16 units. */
const MAX_QUOTE = 60;

/** How the samples of a raw body lie. */
interface RawLayout {
  /** In Hz. */
  sampleRate: number;
  channels: number;
  float: boolean;
  frames: SampleFrames;
}

/** A body that is audio from its first byte to its last. */
export class AudioBody implements LbBodyReader {
  readonly over = false;
  readonly #type: string;
  readonly #headers: Headers;
  readonly #deps: LbRunDeps;
  #head = new Uint8Array(0);
  #wav: WavReader | undefined;
  #raw: RawLayout | undefined;

  /** @param type the content type in lower case, empty when there is none. */
  constructor(type: string, headers: Headers, deps: LbRunDeps) {
    this.#type = type;
    this.#headers = headers;
    this.#deps = deps;
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
    if (this.#wav === undefined && this.#raw === undefined) {
      this.#head = concat(this.#head, bytes);
      if (this.#head.length === 0 || (this.#head.length < SNIFF_BYTES && !last)) return [];
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
    this.#raw = rawLayout(this.#type, this.#headers, this.#deps);
  }

  #samples(bytes: Uint8Array): AudioPayload[] {
    const samples = this.#wav === undefined ? readRaw(this.#raw, bytes) : readWav(this.#wav, bytes);
    const sampleRate = this.#wav?.header?.sampleRate ?? this.#raw?.sampleRate ?? 0;
    return samples.length === 0 ? [] : [{ kind: 'samples', samples, sampleRate }];
  }
}

/** @throws Problem `upstream_bad_audio` for a rate or a channel count that is missing or not possible. */
function rawLayout(type: string, headers: Headers, deps: LbRunDeps): RawLayout {
  const declaredFloat = /\b(?:f32|float32|pcm_f32le)\b/.test(type);
  const float = deps.encoding === 'auto' ? declaredFloat : deps.encoding === 'float32';
  const channels = declaredChannels(type, headers) ?? 1;
  const sampleRate = deps.sampleRate ?? declaredRate(type, headers) ?? deps.assumedSampleRate;
  if (sampleRate === undefined) {
    const hint = type === '' ? '' : ` (${type.slice(0, MAX_QUOTE)})`;
    throw badAudio(`The endpoint's raw audio${hint} does not say its rate; set sampleRate in SERVICES`);
  }
  return { sampleRate, channels, float, frames: new SampleFrames((float ? 4 : 2) * channels) };
}

function declaredRate(type: string, headers: Headers): number | undefined {
  const text = declared('rate', type, headers.get('x-sample-rate'));
  if (text === undefined) return undefined;
  const rate = Number(text);
  if (isSampleRate(rate)) return rate;
  throw badAudio(
    `The endpoint's raw audio has a rate of "${text}"; it must be ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE} Hz, or set sampleRate in SERVICES`,
  );
}

function declaredChannels(type: string, headers: Headers): number | undefined {
  const text = declared('channels', type, headers.get('x-channels'));
  if (text === undefined) return undefined;
  const channels = Number(text);
  if (Number.isInteger(channels) && channels >= 1 && channels <= MAX_CHANNELS) return channels;
  throw badAudio(`The endpoint's raw audio has "${text}" channels; it must be 1 to ${MAX_CHANNELS}`);
}

/** A parameter of the content type, or else a header; an empty one is not declared. */
function declared(name: string, type: string, header: string | null): string | undefined {
  const parameter = new RegExp(`\\b${name} ?= ?"?([^\\s;,"]+)`).exec(type)?.[1];
  const text = parameter ?? header?.trim() ?? '';
  return text === '' ? undefined : text.slice(0, MAX_QUOTE);
}

function badAudio(message: string): Problem {
  return new Problem('upstream_bad_audio', message);
}

/** Bytes of interleaved samples -> mono samples of the frames that are whole by now. */
function readRaw(raw: RawLayout | undefined, bytes: Uint8Array): Float32Array {
  if (raw === undefined) return new Float32Array(0);
  const whole = raw.frames.push(bytes);
  return downmix(raw.float ? float32ToFloat(whole) : int16ToFloat(whole), raw.channels);
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
