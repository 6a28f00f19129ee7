import { describe, expect, it } from 'vitest';
import { outputFormat } from './output-format.ts';
import { UsageError } from './usage-error.ts';

describe('outputFormat', () => {
  it.each([
    ['a.wav', undefined, 'wav'],
    ['/x.pcm/a.WAV', undefined, 'wav'],
    ['a.pcm', undefined, 'pcm'],
    ['-', undefined, 'wav'],
    ['-', 'pcm', 'pcm'],
    ['a.wav', 'pcm', 'pcm'],
    ['/dev/null', 'pcm', 'pcm'],
  ] as const)('writes %s, told %s, as %s', (path, told, format) => {
    expect(outputFormat(path, told)).toBe(format);
  });

  it.each(['a.mp3', 'wav', 'a.wav/b', '', 'a.wav.gz'])('does not guess what %j is', (path) => {
    expect(() => outputFormat(path, undefined)).toThrow(UsageError);
  });
});
