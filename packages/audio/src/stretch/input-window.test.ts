import { describe, expect, it } from 'vitest';
import { InputWindow } from './input-window.ts';

describe('InputWindow', () => {
  it('reads by places in the whole stream after the start was let go', () => {
    const input = new InputWindow();
    input.append(Float32Array.of(1, 2, 3));
    input.forget(2);
    input.append(Float32Array.of(4, 5));
    expect(input.end).toBe(5);
    expect([...input.read(2, 2)]).toEqual([3, 4]);
  });

  it('reads fewer at the end', () => {
    const input = new InputWindow();
    input.append(Float32Array.of(1, 2));
    expect([...input.read(1, 5)]).toEqual([2]);
    expect(new InputWindow().read(0, 5)).toHaveLength(0);
  });

  it('holds no more memory than it needs', () => {
    const input = new InputWindow();
    for (let i = 1; i <= 100; i++) {
      input.append(new Float32Array(1_000));
      input.forget(i * 1_000 - 10);
    }
    expect(input.read(99_990, 10).buffer.byteLength).toBe(40);
  });

  it('keeps what it has when asked to let go of what is gone', () => {
    const input = new InputWindow();
    input.append(Float32Array.of(1, 2, 3));
    input.forget(1);
    input.forget(-5);
    expect([...input.read(1, 2)]).toEqual([2, 3]);
  });

  it('takes what is not finite for silence', () => {
    const input = new InputWindow();
    input.append(Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY));
    expect([...input.read(0, 3)]).toEqual([0, 1, 0]);
  });
});
