import { describe, expect, it } from 'vitest';
import { ascii, chunk, type FmtFields, fmt, joinBytes, wavFile } from '../test/wav-file.ts';
import { MAX_WAV_HEADER_BYTES, parseWavHeader } from './parse-wav-header.ts';

const data = (size?: number) => chunk('data', new Uint8Array(4), size);

function headerOf(file: Uint8Array) {
  const result = parseWavHeader(file);
  if (result.status !== 'complete') throw new Error('the header should be complete');
  return result.header;
}

describe('parseWavHeader', () => {
  it.each<[FmtFields, string]>([
    [{ bits: 8 }, 'u8'],
    [{ bits: 16 }, 's16'],
    [{ bits: 24, channels: 2 }, 's24'],
    [{ bits: 32 }, 's32'],
    [{ tag: 3, bits: 32 }, 'f32'],
    [{ tag: 3, bits: 64 }, 'f64'],
    [{ subFormat: 1, bits: 24, channels: 6 }, 's24'],
    [{ subFormat: 3, bits: 32 }, 'f32'],
  ])('reads %o as %s', (fields, sampleFormat) => {
    const bitsPerSample = fields.bits;
    expect(headerOf(wavFile(fmt(fields), data()))).toMatchObject({ sampleFormat, bitsPerSample, sampleRate: 24_000 });
  });

  it('skips other chunks, with the padding of odd ones', () => {
    const file = wavFile(chunk('LIST', new Uint8Array(7)), fmt(), chunk('fact', new Uint8Array(4)), data());
    expect(headerOf(file)).toMatchObject({ dataOffset: 12 + 16 + 24 + 12 + 8, dataBytes: 4 });
  });

  it.each([0, 0x7fff_f000, 0x7fff_ffff, 0xffff_ffff, 0xffff_ffff - 36])(
    'takes a data size of %i as not known',
    (size) => {
      expect(headerOf(wavFile(fmt(), data(size))).dataBytes).toBeUndefined();
    },
  );

  it('believes the largest size below', () => {
    expect(headerOf(wavFile(fmt(), data(0x7fff_effe))).dataBytes).toBe(0x7fff_effe);
  });

  it('asks for more, and for no more than it takes, at every length short of the header', () => {
    const file = wavFile(chunk('LIST', new Uint8Array(5)), fmt({ subFormat: 1 }), data());
    const whole = file.length - 4;
    let steps = 0;
    for (let length = 0; length < whole; steps++) {
      const result = parseWavHeader(file.subarray(0, length));
      if (result.status === 'complete') throw new Error(`complete after ${length} of ${whole} bytes`);
      expect(result.bytesNeeded).toBeGreaterThan(length);
      length = result.bytesNeeded;
      expect(length).toBeLessThanOrEqual(whole);
    }
    expect(steps).toBeGreaterThan(3);
    expect(headerOf(file.subarray(0, whole)).dataOffset).toBe(whole);
  });

  const privateGuid = fmt({ subFormat: 1 });
  privateGuid[8 + 39] = 0;
  it.each<[string, Uint8Array, string, string]>([
    ['RF64', joinBytes(ascii('RF64'), new Uint8Array(4), ascii('WAVE')), 'unsupported', 'RF64'],
    ['RIFX', joinBytes(ascii('RIFX'), new Uint8Array(4), ascii('WAVE')), 'unsupported', 'big-endian'],
    ['AVI', joinBytes(ascii('RIFF'), new Uint8Array(4), ascii('AVI ')), 'malformed', 'not a WAV file'],
    ['zeros', new Uint8Array(12), 'malformed', 'not a WAV file'],
    ['samples before the format', wavFile(data()), 'malformed', 'before their format'],
    ['a short format', wavFile(chunk('fmt ', new Uint8Array(14))), 'malformed', 'at least 16'],
    ['a short extensible format', wavFile(chunk('fmt ', fmt({ tag: 0xfffe }).slice(8))), 'malformed', 'must be 40'],
    ['a private sub-format', wavFile(privateGuid, data()), 'unsupported', 'private sub-format'],
    ['A-law', wavFile(fmt({ tag: 6, bits: 8 })), 'unsupported', 'format 0x6 with 8 bits'],
    ['12 bits', wavFile(fmt({ bits: 12, blockAlign: 2 })), 'unsupported', '12 bits'],
    ['no channels', wavFile(fmt({ channels: 0 })), 'unsupported', '0 channels'],
    ['65535 channels', wavFile(fmt({ channels: 65_535 })), 'unsupported', '65535 channels'],
    ['a rate of 0', wavFile(fmt({ rate: 0 })), 'unsupported', 'at 0 Hz'],
    ['a rate of 4 GHz', wavFile(fmt({ rate: 0xffff_ffff })), 'unsupported', '4294967295 Hz'],
    ['a frame size that does not fit', wavFile(fmt({ blockAlign: 3 })), 'malformed', 'take 2'],
    ['a chunk of 4 GB', wavFile(chunk('LIST', new Uint8Array(0), 0xffff_ffff)), 'too_large', `${MAX_WAV_HEADER_BYTES}`],
    [
      'a format of 4 GB',
      wavFile(chunk('fmt ', new Uint8Array(0), 0xffff_fffe)),
      'too_large',
      `${MAX_WAV_HEADER_BYTES}`,
    ],
  ])('refuses %s', (_name, file, code, message) => {
    expect(() => parseWavHeader(file)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('reads a view at an odd offset of its buffer', () => {
    const file = wavFile(fmt(), data());
    expect(headerOf(joinBytes(new Uint8Array(1), file).subarray(1))).toEqual(headerOf(file));
  });
});
