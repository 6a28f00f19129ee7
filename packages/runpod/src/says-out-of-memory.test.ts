import { describe, expect, it } from 'vitest';
import { saysOutOfMemory } from './says-out-of-memory.ts';

describe('a text that says that memory ran out', () => {
  it.each([
    'CUDA out of memory. Tried to allocate 2.00 GiB',
    'RuntimeError: CUDA error: out of memory',
    'torch.OutOfMemoryError',
    "<class 'torch.cuda.OutOfMemoryError'>",
    'worker was OOM killed',
    'Out-of-memory',
    'Not enough GPU memory for this request',
    'CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate',
  ])('is %s', (text) => {
    expect(saysOutOfMemory(text)).toBe(true);
  });

  it.each(['', 'The room is too small', 'no memory of that voice', 'ZOOM failed', 'out of range'])(
    'is not %j',
    (text) => {
      expect(saysOutOfMemory(text)).toBe(false);
    },
  );
});
