import { describe, expect, it } from 'vitest';
import { fakeLibopus } from '../test/fake-libopus.ts';
import { LibopusEncoder } from './libopus-encoder.ts';

/** At 8 kHz a packet is 160 samples. */
const RATE = 8_000;
const FRAME = 160;
const DELAY = 52;

function open() {
  const opus = fakeLibopus(DELAY);
  return { opus, encoder: new LibopusEncoder(opus, RATE) };
}

/** Samples whose upper bytes count from 1. */
const counting = (length: number) => Float32Array.from({ length }, (_, i) => ((i % 100) + 1) / 128);

describe('LibopusEncoder', () => {
  it('starts an encoder of general sound at its rate and asks for its delay', () => {
    const { opus, encoder } = open();
    expect(opus.started).toEqual([RATE]);
    expect(opus.settings).toEqual([
      [4002, 64_000],
      [4010, 5],
    ]);
    expect(encoder.delay).toBe(DELAY);
  });

  it.each([
    [0, 0],
    [1, 0],
    [FRAME - 1, 0],
    [FRAME, 1],
    [FRAME + 1, 1],
    [5 * FRAME, 5],
  ])('makes of %i samples %i packets', (samples, packets) => {
    const { opus, encoder } = open();
    expect(encoder.push(counting(samples))).toHaveLength(packets);
    expect(opus.asked).toEqual(new Array(packets).fill(FRAME));
  });

  it('makes the same packets however the samples are cut', () => {
    const samples = counting(1_000);
    const whole = open().encoder.push(samples);
    const { encoder } = open();
    const cut = [0, 1, 159, 160, 161, 700].map((from, i, all) => encoder.push(samples.subarray(from, all[i + 1])));
    expect(cut.flat()).toEqual(whole);
    expect(whole[0]).toEqual(Uint8Array.of(1, 60));
  });

  it.each([
    [0, 1],
    [1, 1],
    [FRAME - DELAY, 1],
    [FRAME - DELAY + 1, 2],
    [FRAME - 1, 2],
    [FRAME, 1],
  ])('ends %i samples by %i packets, the delay included', (samples, packets) => {
    const { encoder } = open();
    encoder.push(counting(samples));
    expect(encoder.flush()).toHaveLength(packets);
  });

  it('keeps nothing in the memory but its state, and that until it is freed', () => {
    const { opus, encoder } = open();
    encoder.push(counting(1_000));
    expect(opus.used.size).toBe(1);
    encoder.free();
    encoder.free();
    expect(opus.used.size).toBe(0);
    expect(() => encoder.push(counting(FRAME))).toThrow(/given back/);
  });

  it('throws what libopus says of a packet, and holds no room for it', () => {
    const { opus, encoder } = open();
    opus.failure = -3;
    expect(() => encoder.push(counting(FRAME))).toThrow('libopus: it is unwell (-3)');
    expect(opus.used.size).toBe(1);
  });

  it('throws for a rate that is none of its own, and holds nothing', () => {
    const opus = fakeLibopus(DELAY);
    expect(() => new LibopusEncoder(opus, 44_100)).toThrow('libopus: it is unwell (-1)');
    expect(opus.used.size).toBe(0);
  });

  it('throws when there is no memory for it', () => {
    const opus = fakeLibopus(DELAY);
    opus.full = true;
    expect(() => new LibopusEncoder(opus, RATE)).toThrow(
      expect.objectContaining({ code: 'overloaded', message: expect.stringMatching(/no memory left for 100 bytes/) }),
    );
  });
});
