import {
  DataError,
  decodeSamples,
  float32ToFloat,
  int16ToFloat,
  isSampleRate,
  looksLikeFloat32,
  SampleFrames,
  type SniffedKind,
  sniff,
  WavReader,
} from '@voxlane/audio';
import { Problem, type ServiceTemplate } from '@voxlane/schema';

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
/** Names for 32-bit floats. `pcm_24` is one: the handlers that say it mean 24 kHz. */
const FLOAT_NAMES = /^(?:pcm_?24|pcm_?f32(?:le)?|f32(?:le)?|float32?|pcm_?32f?)$/;

/**
 * Reads the chunks of one job: WAV by its header, raw samples by what they are rather than by their label. Odd bytes
 * at a chunk's end wait for the next one. What cannot be played is refused by name, never played as noise.
 */
export class ChunkDecoder {
  readonly #template: ServiceTemplate;
  readonly #frames = new SampleFrames(2);
  /** Decided by the first chunk that shows it, and kept: one job does not change its sample type. */
  #encoding: 'int16' | 'float32' | 'int24' | undefined;

  constructor(template: ServiceTemplate) {
    this.#template = template;
    if (template.encoding !== 'auto') this.#encoding = template.encoding;
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
    this.#encoding ??= recognise(bytes, format);
    switch (this.#encoding) {
      case 'float32':
        if (bytes.length % 4 !== 0)
          throw new Problem('upstream_bad_audio', 'A chunk of float32 audio is not whole samples of 4 bytes');
        return float32ToFloat(bytes);
      case 'int24':
        return decodeSamples(bytes, 's24');
      default:
        return int16ToFloat(this.#frames.push(bytes));
    }
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

/** The sample type that the bytes show; undefined (read as int16 for now) while they are silence. */
function recognise(bytes: Uint8Array, format: string): 'int16' | 'float32' | 'int24' | undefined {
  if (looksLikeFloat32(bytes)) return 'float32';
  if (FLOAT_NAMES.test(format)) return bytes.length % 4 === 0 ? 'float32' : bytes.length % 3 === 0 ? 'int24' : 'int16';
  return bytes.every((byte) => byte === 0) ? undefined : 'int16';
}

function refused(kind: SniffedKind | string): Problem {
  const what = kind === 'json' || kind === 'html' || kind === 'text' ? `${kind} in place of audio` : `${kind} audio`;
  return new Problem(
    'upstream_bad_audio',
    `The upstream yields ${what}; it must yield PCM or WAV (set its output_format to 'pcm_16')`,
  );
}
