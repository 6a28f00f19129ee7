import { describe, expect, it } from 'vitest';
import { FAKE_FRAME, fakeLame } from '../test/fake-lame.ts';
import { LameEncoder } from './lame-encoder.ts';
import { LAME_BLOCK, MP3_RATES } from './open-lame.ts';

const RATE = 24_000;
const BITRATE = 128;
/** Of a handle, of the bytes of a block, and of its samples. */
const ROOMS = [32, 8_640, 4 * LAME_BLOCK];

function open() {
  const lame = fakeLame();
  return { lame, encoder: new LameEncoder(lame, RATE, BITRATE) };
}

/** Samples that count from 1 in 128ths. */
const counting = (length: number) => Float32Array.from({ length }, (_, i) => ((i % 127) + 1) / 128);

describe('LameEncoder', () => {
  it.each(MP3_RATES)('starts an encoder of constant frames at %i Hz', (rate) => {
    const lame = fakeLame();
    new LameEncoder(lame, rate, 64);
    expect(lame.settings).toEqual([[1, rate, 64, -1, rate]]);
  });

  it.each([
    [0, []],
    [1, [1]],
    [LAME_BLOCK, [LAME_BLOCK]],
    [LAME_BLOCK + 1, [LAME_BLOCK, 1]],
    [100 * LAME_BLOCK, new Array(100).fill(LAME_BLOCK)],
  ])('hands %i samples over in blocks', (samples, blocks) => {
    const { lame, encoder } = open();
    expect(encoder.push(counting(samples))).toHaveLength(Math.floor(samples / FAKE_FRAME));
    expect(lame.asked).toEqual(blocks);
  });

  it('makes the same bytes however the samples are cut', () => {
    const samples = counting(5_000);
    const whole = open().encoder.push(samples);
    const { encoder } = open();
    const cut = [0, 1, 1_151, 1_152, 1_153, 4_000].map((from, i, all) =>
      encoder.push(samples.subarray(from, all[i + 1])),
    );
    expect(cut.flatMap((part) => [...part])).toEqual([...whole]);
    expect([...whole.subarray(0, 3)]).toEqual([1, 101, 74]);
  });

  it('hands out bytes that the next ones do not change', () => {
    const { encoder } = open();
    const first = encoder.push(counting(FAKE_FRAME));
    encoder.push(new Float32Array(FAKE_FRAME));
    expect([...first]).toEqual([1]);
  });

  it('ends with what is held back', () => {
    const { encoder } = open();
    encoder.push(counting(FAKE_FRAME + 7));
    expect([...encoder.flush()]).toEqual([7]);
  });

  it('holds room for a block, however much is pushed, and that until it is freed', () => {
    const { lame, encoder } = open();
    expect([...lame.used.values()].sort()).toEqual(ROOMS.toSorted());
    encoder.push(counting(10_000));
    expect([...lame.used.values()].sort()).toEqual(ROOMS.toSorted());
    encoder.free();
    encoder.free();
    expect(lame.used.size).toBe(0);
  });

  it('leaves alone a room that it does not know', () => {
    const lame = fakeLame();
    lame.roomBytes = 4_096;
    const encoder = new LameEncoder(lame, RATE, BITRATE);
    expect([...lame.used.values()]).not.toContain(8_640);
    expect([...encoder.push(counting(FAKE_FRAME))]).toEqual([1]);
  });

  it('encodes nothing more when it was given back', () => {
    const { encoder } = open();
    encoder.free();
    expect(() => encoder.push(counting(1))).toThrow(/given back/);
    expect(() => encoder.flush()).toThrow(/given back/);
  });

  it.each([
    [-1, 'LAME: the bytes did not fit into their room (-1)'],
    [-2, 'LAME: there is no memory left (-2)'],
    [-3, 'LAME: the encoder was not initialised (-3)'],
    [-4, 'LAME: the psychoacoustic model failed (-4)'],
    [-9, 'LAME: an unknown error (-9)'],
  ])('throws what LAME means by %i', (code, message) => {
    const { lame, encoder } = open();
    lame.failure = code;
    expect(() => encoder.push(counting(1))).toThrow(message);
    expect(() => encoder.flush()).toThrow(message);
  });

  it.each([0, 7_999, 96_000, Number.NaN])('throws for a rate of %d Hz, with those that MP3 has', (rate) => {
    const lame = fakeLame();
    expect(() => new LameEncoder(lame, rate, BITRATE)).toThrow(/no rate of .* Hz; it has 8000, .*, 48000$/);
    expect(lame.used.size).toBe(0);
  });

  it.each([
    [10, /for its settings/],
    [30, /for an encoder, or none for 128 kbit\/s at 24000 Hz/],
    [40, /for a block of 1152 samples/],
  ])('throws when no more than %i bytes are left, and holds none', (most, message) => {
    const lame = fakeLame();
    lame.most = most;
    expect(() => new LameEncoder(lame, RATE, BITRATE)).toThrow(message);
    expect(lame.used.size).toBe(0);
  });
});
