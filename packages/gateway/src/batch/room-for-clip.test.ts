import { describe, expect, it } from 'vitest';
import { manualClock } from '../../test/manual-clock.ts';
import { ClipMemory } from '../clip/clip-memory.ts';
import type { ItemOrder } from './batch-item.ts';
import { expectedBytes, roomForClip } from './room-for-clip.ts';

const ORDER = { text: 'a'.repeat(1_200), sampleRate: 24_000 } as ItemOrder;
/** 200 s of 16-bit samples at 24 kHz. */
const BYTES = 9_600_000;
const signal = new AbortController().signal;

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the room for a clip', () => {
  it('is as large as very slow speech, at the speed and rate of the order', () => {
    expect(expectedBytes(ORDER)).toBe(BYTES);
    expect(expectedBytes({ ...ORDER, speed: 0.5 })).toBe(2 * BYTES);
    expect(expectedBytes({ ...ORDER, sampleRate: undefined })).toBe(BYTES);
  });

  it('is waited for while others have theirs, and given back', async () => {
    const clock = manualClock();
    const bounds = { memory: new ClipMemory(2 * BYTES), maxBytes: 10 * BYTES };
    const [leave] = await Promise.all([1, 2].map(() => roomForClip(ORDER, bounds, clock, signal)));
    let third = false;
    const waiting = roomForClip(ORDER, bounds, clock, signal).then(() => {
      third = true;
    });
    clock.advance(200);
    await turn();
    expect(third).toBe(false);
    leave?.();
    clock.advance(200);
    await waiting;
  });

  it('is what clips that are held leave of it', async () => {
    const memory = new ClipMemory(2 * BYTES);
    const held = { bytes: BYTES + 1 };
    memory.watch(held);
    expect(memory.expect({ bytes: BYTES })).toBe(false);
    held.bytes = BYTES;
    expect(memory.expect({ bytes: BYTES })).toBe(true);
  });

  it('is there for the first one, however large, and no larger than a clip may be', async () => {
    const memory = new ClipMemory(1_000);
    await roomForClip(ORDER, { memory, maxBytes: 2_000 }, manualClock(), signal);
    expect(memory.expect({ bytes: 1 })).toBe(false);
  });

  it('is not waited for by who has left', async () => {
    const memory = new ClipMemory(1_000);
    const left = new AbortController();
    memory.expect({ bytes: 1_000 });
    const held = { bytes: 1_000 };
    memory.watch(held);
    const waiting = roomForClip(ORDER, { memory, maxBytes: 2_000 }, manualClock(), left.signal);
    left.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(held.bytes).toBe(1_000);
  });
});
