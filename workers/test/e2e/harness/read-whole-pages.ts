/** Bytes of a page's head before its table of segments, and where it keeps its flags (RFC 3533, 6). */
const HEAD_BYTES = 27;
const FLAGS_AT = 5;
const LAST_PAGE = 4;

/** What the pages of a stream hold, which is the same however they are cut, and whether one says that it is the last. */
export interface WholePages {
  content: Buffer;
  ended: boolean;
}

/** Reads an Ogg stream up to its end or, where it was cut, to that of the last page that is whole. */
export function readWholePages(bytes: Buffer): WholePages {
  const bodies: Buffer[] = [];
  let ended = false;
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') throw new Error(`no page begins at byte ${at}`);
    const body = at + HEAD_BYTES + (bytes[at + HEAD_BYTES - 1] ?? 0);
    const end = bytes.subarray(at + HEAD_BYTES, body).reduce((sum, length) => sum + length, body);
    if (end > bytes.length) break;
    bodies.push(bytes.subarray(body, end));
    ended ||= ((bytes[at + FLAGS_AT] ?? 0) & LAST_PAGE) !== 0;
    at = end;
  }
  return { content: Buffer.concat(bodies), ended };
}
