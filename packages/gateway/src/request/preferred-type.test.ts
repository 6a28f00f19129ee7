import { describe, expect, it } from 'vitest';
import { preferredType } from './preferred-type.ts';

const OFFERS = ['audio/wav', 'audio/pcm', 'text/event-stream'] as const;

describe('the media type that a client prefers', () => {
  it.each([
    ['audio/wav', 'audio/wav'],
    ['AUDIO/WAV', 'audio/wav'],
    ['audio/pcm, audio/wav', 'audio/pcm'],
    ['audio/pcm;q=0.5, audio/wav;q=0.8', 'audio/wav'],
    ['audio/wav;q=0, audio/pcm;q=0.1', 'audio/pcm'],
    ['*/*, audio/wav', 'audio/wav'],
    ['*/*, audio/wav;q=0.3', undefined],
    ['text/event-stream; charset=utf-8', 'text/event-stream'],
    ['application/json, text/plain, */*', undefined],
    ['audio/*', undefined],
    ['audio/mpeg', undefined],
    ['', undefined],
    [',;q=1,', undefined],
    ['audio/wav;q=many', undefined],
    ['audio/wav;q=2', undefined],
    [`${'x/y,'.repeat(1_000)}audio/wav`, undefined],
  ])('in "%s" is %s', (accept, type) => {
    expect(preferredType(accept, OFFERS)).toBe(type);
  });
});
