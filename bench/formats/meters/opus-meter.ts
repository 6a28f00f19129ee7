import { makeCrc } from '../../../packages/audio/src/crc.ts';
import { ByteQueue } from './byte-queue.ts';
import type { SoundMeter } from './sound-meter.ts';

const crc32 = makeCrc(32, 0x04c1_1db7);
const PAGE_HEADER_BYTES = 27;
const GRANULE_AT = 6;
const CRC_AT = 22;
const CRC_BYTES = 4;
const SEGMENTS_AT = 26;
const HEAD = 'OpusHead';
/** Where the Opus header says how many samples come before the sound. */
const PRE_SKIP_AT = 10;
/** Granules of Opus count samples at this rate, in Hz, whatever the input had. */
const SAMPLE_RATE = 48_000;
const NO_PACKET_ENDS = -1n;

/** Opus in Ogg (RFC 3533 and 7845): two pages of headers, then pages of sound, of which whole ones count. */
export class OpusMeter implements SoundMeter {
  readonly sampleRate = SAMPLE_RATE;
  readonly #queue = new ByteQueue();
  #preSkip: number | undefined;
  #samples = 0;

  get samples(): number {
    return this.#samples;
  }

  get leadIn(): number {
    return this.#preSkip ?? 0;
  }

  /** @throws Error when there is something else than a page, a page is damaged, or the first one is not of Opus. */
  push(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    for (let page = nextPage(this.#queue.bytes); page !== undefined; page = nextPage(this.#queue.bytes)) {
      this.#take(page);
      this.#queue.drop(page.length);
    }
  }

  #take(page: Uint8Array): void {
    const view = new DataView(page.buffer, page.byteOffset, page.length);
    checkCrc(page, view.getUint32(CRC_AT, true));
    const granule = view.getBigInt64(GRANULE_AT, true);
    if (this.#preSkip === undefined) this.#preSkip = preSkipOf(page);
    else if (granule !== NO_PACKET_ENDS) this.#samples = Number(granule);
  }
}

/** The page that `bytes` begins with; undefined until all of it is there. */
function nextPage(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < PAGE_HEADER_BYTES) return undefined;
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'OggS') throw new Error('this is no page of Ogg');
  const bodyAt = PAGE_HEADER_BYTES + (bytes[SEGMENTS_AT] ?? 0);
  if (bytes.length < bodyAt) return undefined;
  const length = bytes.subarray(PAGE_HEADER_BYTES, bodyAt).reduce((sum, segment) => sum + segment, bodyAt);
  return bytes.length < length ? undefined : bytes.subarray(0, length);
}

/** Over the page with zeros in the place of its checksum. */
function checkCrc(page: Uint8Array, said: number): void {
  if (crc32(page.slice().fill(0, CRC_AT, CRC_AT + CRC_BYTES)) !== said) throw new Error('a page of Ogg is damaged');
}

function preSkipOf(page: Uint8Array): number {
  const body = page.subarray(PAGE_HEADER_BYTES + (page[SEGMENTS_AT] ?? 0));
  const head = String.fromCharCode(...body.subarray(0, HEAD.length));
  if (head !== HEAD) throw new Error(`an Ogg stream begins with ${head}; of Opus it would be ${HEAD}`);
  return (body[PRE_SKIP_AT] ?? 0) | ((body[PRE_SKIP_AT + 1] ?? 0) << 8);
}
