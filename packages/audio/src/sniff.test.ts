import { describe, expect, it } from 'vitest';
import { speechLike } from '../test/signals.ts';
import { ascii, fmt, joinBytes, wavFile } from '../test/wav-file.ts';
import { floatToInt16 } from './pcm.ts';
import { type SniffedKind, sniff } from './sniff.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** MP3 frames of zeros under a real header: `bytes` is the frame length that the header stands for. */
function mp3(header: number[], bytes: number, frames = 2): Uint8Array {
  const frame = new Uint8Array(bytes);
  frame.set(header);
  return joinBytes(...Array.from({ length: frames }, () => frame));
}

describe('sniff', () => {
  it.each<[string, Uint8Array, SniffedKind]>([
    ['WAV', wavFile(fmt()), 'wav'],
    ['RF64, so that the reader can name it', joinBytes(ascii('RF64'), new Uint8Array(4), ascii('WAVE')), 'wav'],
    ['OGG', joinBytes(ascii('OggS'), new Uint8Array(40)), 'ogg'],
    ['FLAC', joinBytes(ascii('fLaC'), new Uint8Array(40)), 'flac'],
    ['MP4', joinBytes(Uint8Array.of(0, 0, 0, 32), ascii('ftypM4A '), new Uint8Array(20)), 'mp4'],
    ['WebM', Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81), 'webm'],
    ['MP3 after an ID3 tag', joinBytes(ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 0x23)), 'mp3'],
    ['MPEG 1 Layer III, 128 kbit/s at 44.1 kHz', mp3([0xff, 0xfb, 0x90, 0xc4], 417), 'mp3'],
    ['the same with padding', mp3([0xff, 0xfb, 0x92, 0xc4], 418), 'mp3'],
    ['MPEG 2 Layer III, 64 kbit/s at 24 kHz', mp3([0xff, 0xf3, 0x84, 0xc4], 192), 'mp3'],
    ['MPEG 2.5 Layer III, 32 kbit/s at 8 kHz', mp3([0xff, 0xe3, 0x48, 0xc4], 288), 'mp3'],
    ['MP3 cut before the second frame', mp3([0xff, 0xfb, 0x90, 0xc4], 417, 1), 'mp3'],
    ['a JSON error', utf8('{"error":"CUDA out of memory"}'), 'json'],
    ['a JSON array after white space', utf8(' \r\n[ "détail" ]'), 'json'],
    ['a page', utf8('<!DOCTYPE html><title>502 Bad Gateway</title>'), 'html'],
    ['a page with a byte order mark', utf8('\ufeff<html lang="en">'), 'html'],
    ['an XML error', utf8('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'), 'text'],
    ['base64 that nobody decoded', utf8('UklGRiQAAIBXQVZF'), 'text'],
    ['long text with a character cut by the window', utf8(`a${'é'.repeat(4_000)}`), 'text'],
  ])('recognises %s', (_name, bytes, kind) => {
    expect(sniff(bytes)).toBe(kind);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['one byte', Uint8Array.of(0xff)],
    ['RIFF that is not WAVE', joinBytes(ascii('RIFF'), new Uint8Array(4), ascii('AVI '), new Uint8Array(9))],
    ['text too short to tell', utf8('{"a":1}')],
    ['silence', new Uint8Array(4_800)],
    ['samples of all ones', new Uint8Array(4_800).fill(0xff)],
    [
      'samples that begin like an MP3 frame',
      joinBytes(Uint8Array.of(0xff, 0xfb, 0x90, 0xc4), new Uint8Array(2_000).fill(7)),
    ],
    ['an MP3 sync with a reserved rate', mp3([0xff, 0xfb, 0x9c, 0xc4], 417)],
    ['an MP3 sync with bit rate 15', mp3([0xff, 0xfb, 0xf0, 0xc4], 417)],
    ['an MP3 sync with free format', mp3([0xff, 0xfb, 0x00, 0xc4], 417)],
    ['an MP3 sync with reserved emphasis', mp3([0xff, 0xfb, 0x90, 0xc2], 417)],
    ['an MP3 sync of a reserved version', mp3([0xff, 0xeb, 0x90, 0xc4], 417)],
    ['AAC in ADTS', mp3([0xff, 0xf1, 0x50, 0x80], 417)],
    ['an ID3 tag with an impossible size', joinBytes(ascii('ID3'), Uint8Array.of(4, 0, 0, 0x80, 0, 0, 0, 1, 1))],
  ])('does not recognise %s', (_name, bytes) => {
    expect(sniff(bytes)).toBeUndefined();
  });

  it('takes no speech, and no square wave of printable bytes, for anything else', () => {
    for (let seed = 0; seed < 40; seed++) {
      expect(sniff(floatToInt16(speechLike(seed, 2_400, 0.02 + seed / 50)))).toBeUndefined();
    }
    // 0x2666 is "f&"; the other half wave is not UTF-8.
    const square = Float32Array.from({ length: 4_800 }, (_, n) => (n % 480 < 240 ? 0x2666 : -0x2666) / 32_768);
    expect(sniff(floatToInt16(square))).toBeUndefined();
  });
});
