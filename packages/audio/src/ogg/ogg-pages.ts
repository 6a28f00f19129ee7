import { joinBytes } from '../join-bytes.ts';
import { MAX_SEGMENT_BYTES, MAX_SEGMENTS, oggPage } from './ogg-page.ts';

const MAX_UINT32 = 0xffff_ffff;
/** Granule position of a page on which no packet ends. */
const NO_PACKET_ENDS = -1;

/** What tells one logical stream from another. */
export interface OggPagesOptions {
  /** 0 to 2^32 - 1, different for each stream of a file; the caller's to choose, at random where files are joined. */
  serial: number;
}

/**
 * Packets of one codec -> the pages of an Ogg stream (RFC 3533). A page leaves by itself when it has all its 255
 * segments; when to send a shorter one is the caller's choice between delay and the 28 bytes or more that a page
 * costs. Most codecs want their first packet on a page of its own: flush after it. Holds less than one page.
 */
export class OggPages {
  readonly #serial: number;
  readonly #lacing = new Uint8Array(MAX_SEGMENTS);
  readonly #body = new Uint8Array(MAX_SEGMENTS * MAX_SEGMENT_BYTES);
  #segments = 0;
  #bodyBytes = 0;
  #continued = false;
  #granule = NO_PACKET_ENDS;
  #lastGranule = 0;
  #sequence = 0;
  #ended = false;

  /** Throws a RangeError when `serial` is not a whole number of 32 bits. */
  constructor({ serial }: OggPagesOptions) {
    if (!Number.isInteger(serial) || serial < 0 || serial > MAX_UINT32) {
      throw new RangeError(`serial is ${serial}; it must be a whole number from 0 to ${MAX_UINT32}`);
    }
    this.#serial = serial;
  }

  /**
   * The pages that are full now, perhaps none. `granule` is the position at the packet's end in the codec's unit,
   * such as samples. Throws a RangeError when it goes back, and an Error after {@link OggPages.end}.
   */
  push(packet: Uint8Array, granule: number): Uint8Array<ArrayBuffer> {
    this.#checkPush(granule);
    this.#lastGranule = granule;
    const pages: Uint8Array<ArrayBuffer>[] = [];
    for (let from = 0; ; from += MAX_SEGMENT_BYTES) {
      const segment = packet.subarray(from, from + MAX_SEGMENT_BYTES);
      const packetEnds = segment.length < MAX_SEGMENT_BYTES;
      this.#putSegment(segment);
      if (packetEnds) this.#granule = granule;
      if (this.#segments === MAX_SEGMENTS) pages.push(this.#takePage(!packetEnds, false));
      if (packetEnds) return joinBytes(pages);
    }
  }

  /** The packets since the last page as a page of their own; nothing when there are none. */
  flushPage(): Uint8Array<ArrayBuffer> {
    return this.#segments === 0 ? new Uint8Array(0) : this.#takePage(false, false);
  }

  /**
   * The last page, marked as such: with the packets that wait, or without any (RFC 3533, section 4) when they left
   * before. Nothing when there was never a packet, and when it was called before.
   */
  end(): Uint8Array<ArrayBuffer> {
    const begun = this.#sequence > 0 || this.#segments > 0;
    const nothingLeft = this.#ended || !begun;
    this.#ended = true;
    if (nothingLeft) return new Uint8Array(0);
    this.#granule = this.#lastGranule;
    return this.#takePage(false, true);
  }

  #checkPush(granule: number): void {
    if (this.#ended) throw new Error('the Ogg stream has ended; a further one needs pages and a serial of its own');
    if (!Number.isSafeInteger(granule) || granule < this.#lastGranule) {
      throw new RangeError(`granule is ${granule}; it must be a whole number, not below ${this.#lastGranule}`);
    }
  }

  #putSegment(segment: Uint8Array): void {
    this.#lacing[this.#segments++] = segment.length;
    this.#body.set(segment, this.#bodyBytes);
    this.#bodyBytes += segment.length;
  }

  #takePage(packetGoesOn: boolean, last: boolean): Uint8Array<ArrayBuffer> {
    const page = oggPage({
      continued: this.#continued,
      first: this.#sequence === 0,
      last,
      granule: this.#granule,
      serial: this.#serial,
      sequence: this.#sequence++,
      lacing: this.#lacing.subarray(0, this.#segments),
      body: this.#body.subarray(0, this.#bodyBytes),
    });
    this.#segments = 0;
    this.#bodyBytes = 0;
    this.#continued = packetGoesOn;
    this.#granule = NO_PACKET_ENDS;
    return page;
  }
}
