/** One page as it was read. */
export interface OggPageSeen {
  continued: boolean;
  first: boolean;
  last: boolean;
  granule: bigint;
  serial: number;
  sequence: number;
  lacing: number[];
}

/** All of a file of one stream. */
export interface OggSeen {
  pages: OggPageSeen[];
  packets: Uint8Array[];
}

const FIXED_HEADER_BYTES = 27;

/** Reads pages and joins packets by the letter of RFC 3533. Throws where the letter is not kept. */
export function readOgg(bytes: Uint8Array): OggSeen {
  const seen: OggSeen = { pages: [], packets: [] };
  let unfinished: number[] | undefined;
  for (let at = 0; at < bytes.length; ) {
    const page = readHeader(bytes.subarray(at));
    const body = at + FIXED_HEADER_BYTES + page.lacing.length;
    const end = body + page.lacing.reduce((sum, length) => sum + length, 0);
    if (end > bytes.length) throw new Error('the file ends inside a page');
    checkCrc(Uint8Array.from(bytes.subarray(at, end)));
    if (page.continued !== (unfinished !== undefined)) throw new Error('the flag "continued" is wrong');
    let from = body;
    for (const length of page.lacing) {
      unfinished ??= [];
      unfinished.push(...bytes.subarray(from, from + length));
      from += length;
      if (length === 255) continue;
      seen.packets.push(Uint8Array.from(unfinished));
      unfinished = undefined;
    }
    seen.pages.push(page);
    at = end;
  }
  if (unfinished !== undefined) throw new Error('the file ends inside a packet');
  return seen;
}

function readHeader(bytes: Uint8Array): OggPageSeen {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0) !== 0x4f676753) throw new Error('no capture pattern "OggS"');
  if (view.getUint8(4) !== 0) throw new Error('the version is not 0');
  const type = view.getUint8(5);
  if (type > 7) throw new Error('an unknown bit of the header type is set');
  return {
    continued: (type & 1) !== 0,
    first: (type & 2) !== 0,
    last: (type & 4) !== 0,
    granule: view.getBigInt64(6, true),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    lacing: [...bytes.subarray(FIXED_HEADER_BYTES, FIXED_HEADER_BYTES + view.getUint8(26))],
  };
}

/** Bit by bit, so that it shares nothing with the table of the writer. */
function checkCrc(page: Uint8Array): void {
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  const expected = view.getUint32(22, true);
  view.setUint32(22, 0);
  let register = 0;
  for (const byte of page) {
    register ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) register = (register << 1) ^ (register < 0 ? 0x04c11db7 : 0);
  }
  if (register >>> 0 !== expected) throw new Error(`the CRC is ${register >>> 0}; the page says ${expected}`);
}
