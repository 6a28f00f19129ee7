/**
 * A cyclic redundancy check that begins at 0, takes the highest bit first and leaves its result as it is: what FLAC
 * (RFC 9639, sections 9.1.8 and 9.3) and Ogg (RFC 3533, section 6) share. `polynomial` is without its top term;
 * `width` is 8 to 32 bits. The register sits in the top bits of a word, so that one loop serves every width.
 */
export function makeCrc(width: number, polynomial: number): (bytes: Uint8Array) => number {
  const table = crcTable(polynomial << (32 - width));
  return (bytes) => {
    let register = 0;
    for (let i = 0; i < bytes.length; i++) {
      register = (register << 8) ^ (table[(register >>> 24) ^ (bytes[i] as number)] as number);
    }
    return register >>> (32 - width);
  };
}

/** What each value of the register's top byte does to the register as it is shifted out. */
function crcTable(polynomial: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let register = byte << 24;
    for (let bit = 0; bit < 8; bit++) register = register < 0 ? (register << 1) ^ polynomial : register << 1;
    return register;
  });
}
