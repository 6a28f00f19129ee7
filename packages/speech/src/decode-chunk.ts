import {
  DataError,
  decodeSamples,
  isSampleRate,
  type SampleFormat,
  SampleFrames,
  type SniffedKind,
  sniff,
  WavReader,
} from '@voxlane/audio';
import { Problem, type ServiceTemplate } from '@voxlane/schema';
import { type SampleType, sampleTypeOf } from './sample-type.ts';

/** Mono floats and their rate in Hz. */
export interface DecodedChunk {
  samples: Float32Array;
  sampleRate: number;
}

/** A chunk's bytes with what the handler says of them. */
export interface RawChunk {
  bytes: Uint8Array;
  format: string | undefined;
  sampleRate: number | undefined;
}

/** Formats by name that we cannot take, when the bytes do not already tell. */
const COMPRESSED = /^(?:mp3|mpeg|ogg|opus|vorbis|flac|aac|m4a|webm)/;
const SAMPLE_FORMATS: Readonly<Record<SampleType, SampleFormat>> = { int16: 's16', int24: 's24', float32: 'f32' };

/**
 * Reads the chunks of one job: WAV by its header, raw samples by what they are rather than by their label. Odd bytes
 * at a chunk's end wait for the next one. What cannot be played is refused by name, never played as noise.
 */
export class ChunkDecoder {
  readonly #template: ServiceTemplate;
  readonly #frames = { int16: new SampleFrames(2), int24: new SampleFrames(3), float32: new SampleFrames(4) };
  /** Decided by the first chunk that shows it, and kept: one job does not change its sample type. */
  #type: SampleType | undefined;

  constructor(template: ServiceTemplate) {
    this.#template = template;
    if (template.encoding !== 'auto') this.#type = template.encoding;
  }

  /** @throws Problem `upstream_bad_audio` for compressed audio, text, an unknown or impossible rate. */
  decode(chunk: RawChunk): DecodedChunk {
    const kind = sniff(chunk.bytes);
    if (kind === 'wav') return this.#decodeWav(chunk.bytes);
    if (kind !== undefined) throw refused(kind);
    const format = chunk.format ?? '';
    if (COMPRESSED.test(format)) throw refused(format.slice(0, 20));
    return { samples: this.#decodeRaw(chunk.bytes, format), sampleRate: this.#rateOf(chunk.sampleRate) };
  }

  #decodeWav(bytes: Uint8Array): DecodedChunk {
    const reader = new WavReader();
    try {
      const samples = reader.push(bytes);
      reader.flush();
      return { samples, sampleRate: this.#rateOf(reader.header?.sampleRate) };
    } catch (cause) {
      if (!(cause instanceof DataError)) throw cause;
      throw new Problem(
        'upstream_bad_audio',
        `A chunk of the upstream is a WAV file that cannot be read: ${cause.message}`,
        { cause },
      );
    }
  }

  #decodeRaw(bytes: Uint8Array, format: string): Float32Array {
    this.#type ??= sampleTypeOf(bytes, format);
    // Silence shows no type; it sounds the same in each.
    const type = this.#type ?? 'int16';
    return decodeSamples(this.#frames[type].push(bytes), SAMPLE_FORMATS[type]);
  }

  #rateOf(declared: number | undefined): number {
    const asked = this.#template.fixed.sample_rate;
    const rate = this.#template.sampleRate ?? declared ?? (typeof asked === 'number' ? asked : undefined);
    if (rate === undefined) {
      throw new Problem(
        'upstream_bad_audio',
        'A chunk of the upstream does not say its sample rate; set sampleRate in SERVICES',
      );
    }
    if (!isSampleRate(rate)) {
      throw new Problem(
        'upstream_bad_audio',
        `A chunk of the upstream says a sample rate of ${rate} Hz, which no speech has`,
      );
    }
    return rate;
  }
}

function refused(kind: SniffedKind | string): Problem {
  const what = kind === 'json' || kind === 'html' || kind === 'text' ? `${kind} in place of audio` : `${kind} audio`;
  return new Problem(
    'upstream_bad_audio',
    `The upstream yields ${what}; it must yield PCM or WAV (set its output_format to 'pcm_16')`,
  );
}
