import { makeCrc } from '../../../packages/audio/src/crc.ts';
import { ByteQueue } from './byte-queue.ts';
import { type FlacHeader, flacHeader } from './flac-header.ts';
import type { SoundMeter } from './sound-meter.ts';

const crc16 = makeCrc(16, 0x8005);
const MARK = 'fLaC';
const BLOCK_HEADER_BYTES = 4;
/** Stream information is the first metadata block; the sample rate is in the 20 bits from here on in it. */
const RATE_AT = 10;
const SYNC_BYTE = 0xff;

/**
 * FLAC: the stream's header, then frames, of which only whole ones count. No frame says how long it is, so one ends where
 * its CRC-16 comes out and either the header of the next frame begins or nothing more has come yet.
 */
export class FlacMeter implements SoundMeter {
  readonly leadIn = 0;
  readonly #queue = new ByteQueue();
  #sampleRate = Number.NaN;
  #counted = 0;
  /** Samples of a frame that seems whole because nothing follows yet. */
  #last = 0;

  get samples(): number {
    return this.#counted + this.#last;
  }

  get sampleRate(): number {
    return this.#sampleRate;
  }

  /** @throws Error when the stream does not begin as FLAC, or a frame does not. */
  push(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    if (Number.isNaN(this.#sampleRate)) this.#takeHeader();
    if (!Number.isNaN(this.#sampleRate)) this.#takeFrames();
  }

  #takeHeader(): void {
    const { bytes } = this.#queue;
    if (!MARK.startsWith(String.fromCharCode(...bytes.subarray(0, MARK.length)))) throw new Error('this is not FLAC');
    const end = metadataEnd(bytes);
    if (end === undefined) return;
    const rateAt = MARK.length + BLOCK_HEADER_BYTES + RATE_AT;
    const [high = 0, middle = 0, low = 0] = bytes.subarray(rateAt);
    this.#sampleRate = (high << 12) | (middle << 4) | (low >> 4);
    this.#queue.drop(end);
  }

  #takeFrames(): void {
    const { bytes } = this.#queue;
    let start = 0;
    let header = flacHeader(bytes, start);
    while (header !== undefined) {
      const end = frameEnd(bytes, start, header);
      if (end === undefined) break;
      this.#counted += header.blockSize;
      start = end;
      header = flacHeader(bytes, start);
    }
    const rest = bytes.subarray(start);
    this.#last = header !== undefined && crc16(rest) === 0 ? header.blockSize : 0;
    this.#queue.drop(start);
  }
}

/** Where the metadata blocks end; undefined when they have not all come. */
function metadataEnd(bytes: Uint8Array): number | undefined {
  let offset = MARK.length;
  for (;;) {
    const [kind, high, middle, low] = bytes.subarray(offset, offset + BLOCK_HEADER_BYTES);
    if (kind === undefined || high === undefined || middle === undefined || low === undefined) return undefined;
    offset += BLOCK_HEADER_BYTES + ((high << 16) | (middle << 8) | low);
    const isLast = kind >= 0x80;
    if (isLast) return offset <= bytes.length ? offset : undefined;
  }
}

/** Where the frame at `start` ends and the next one begins; undefined while no next one has. */
function frameEnd(bytes: Uint8Array, start: number, { number }: FlacHeader): number | undefined {
  let end = bytes.indexOf(SYNC_BYTE, start + 1);
  while (end >= 0) {
    const isNext = flacHeader(bytes, end)?.number === number + 1;
    if (isNext && crc16(bytes.subarray(start, end)) === 0) return end;
    end = bytes.indexOf(SYNC_BYTE, end + 1);
  }
  return undefined;
}
