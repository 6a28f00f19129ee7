import { joinBytes } from '../join-bytes.ts';
import { OggPages } from './ogg-pages.ts';
import { type OpusHead, opusHead, opusTags } from './opus-headers.ts';

/** Samples of a packet of 20 ms at 48 kHz, the rate that Opus counts at whatever was encoded. */
const PACKET_SAMPLES = 960;
/** A page of 200 ms: a player that must have a whole page waits no longer. */
const MAX_PACKETS_PER_PAGE = 10;

/** What tells a stream of Opus from others. */
export interface OggOpusOptions extends OpusHead {
  /** 0 to 2^32 - 1, see {@link OggPages}. */
  serial: number;
  /** The program that encodes. */
  vendor: string;
}

/**
 * Mono packets of 20 ms -> Ogg Opus (RFC 7845). What is given leaves at once, so a page is as long as the caller's
 * piece but for 200 ms at most; the two pages of headers go before the first packet, in the same bytes, because some
 * players read them from the first piece alone.
 */
export class OggOpus {
  readonly #pages: OggPages;
  readonly #preSkip: number;
  readonly #headers: readonly [Uint8Array, Uint8Array];
  #begun = false;
  #packets = 0;

  /** Throws a RangeError for a number that has no place in the headers. */
  constructor({ serial, vendor, ...head }: OggOpusOptions) {
    this.#pages = new OggPages({ serial });
    this.#preSkip = head.preSkip;
    this.#headers = [opusHead(head), opusTags(vendor)];
  }

  /** The packets as pages; nothing for none. Throws an Error after {@link OggOpus.end}. */
  push(packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const parts = packets.map((packet, i) => {
      const full = (i + 1) % MAX_PACKETS_PER_PAGE === 0;
      const bytes = this.#put(packet, this.#packetsAt(1));
      return full ? joinBytes([bytes, this.#pages.flushPage()]) : bytes;
    });
    return joinBytes([...parts, this.#pages.flushPage()]);
  }

  /**
   * Ends the stream with its last packets. `samples` is its length at 48 kHz without the encoder's delay, up to which
   * decoders play. Throws a RangeError when it does not lie within the last packet.
   */
  end(packets: readonly Uint8Array[], samples: number): Uint8Array<ArrayBuffer> {
    const end = this.#preSkip + samples;
    const [from, to] = [this.#packetsAt(packets.length - 1), this.#packetsAt(packets.length)];
    const last = packets.at(-1);
    if (last === undefined || !Number.isInteger(end) || end <= from || end > to) {
      throw new RangeError(`the stream ends at ${end}; that must be within its last packet, from ${from} to ${to}`);
    }
    return joinBytes([this.push(packets.slice(0, -1)), this.#put(last, end), this.#pages.end()]);
  }

  /** Samples at 48 kHz up to the end of so many packets more. */
  #packetsAt(more: number): number {
    return (this.#packets + more) * PACKET_SAMPLES;
  }

  #put(packet: Uint8Array, granule: number): Uint8Array<ArrayBuffer> {
    const headers = this.#begun ? [] : this.#headers.flatMap((header) => this.#header(header));
    this.#begun = true;
    this.#packets += 1;
    return joinBytes([...headers, this.#pages.push(packet, granule)]);
  }

  /** Each header ends its page. */
  #header(packet: Uint8Array): Uint8Array<ArrayBuffer>[] {
    return [this.#pages.push(packet, 0), this.#pages.flushPage()];
  }
}
