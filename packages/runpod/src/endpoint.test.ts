import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { healthUrl, parseEndpoint } from './endpoint.ts';

const queue = (base: string) => ({ kind: 'queue', base });
const lb = (url: string) => ({ kind: 'lb', url });

describe('parseEndpoint', () => {
  it.each([
    ['https://api.runpod.ai/v2/abc', queue('https://api.runpod.ai/v2/abc')],
    ['https://api.runpod.ai/v2/abc/', queue('https://api.runpod.ai/v2/abc')],
    ['https://api.runpod.ai/v2/abc/run', queue('https://api.runpod.ai/v2/abc')],
    [' https://api.runpod.ai/v2/abc/runsync ', queue('https://api.runpod.ai/v2/abc')],
    ['https://api.runpod.ai/v2/abc/stream', queue('https://api.runpod.ai/v2/abc')],
    ['http://127.0.0.1:8788/v2/vibevoice', queue('http://127.0.0.1:8788/v2/vibevoice')],
    ['https://proxy.example.com/tts/run', queue('https://proxy.example.com/tts')],
    ['https://abc.api.runpod.ai/generate', lb('https://abc.api.runpod.ai/generate')],
    ['https://abc.api.runpod.ai/v2/speech', lb('https://abc.api.runpod.ai/v2/speech')],
    ['https://abc.api.runpod.ai/run', lb('https://abc.api.runpod.ai/run')],
    ['https://ABC-1.api.runpod.ai/v2/x/runsync/', lb('https://abc-1.api.runpod.ai/v2/x/runsync/')],
    ['https://abc.api.runpod.ai.example.com/v2/x', queue('https://abc.api.runpod.ai.example.com/v2/x')],
    ['https://tts.example.com/stream?x=1', lb('https://tts.example.com/stream?x=1')],
  ])('reads %s', (setting, expected) => {
    expect(parseEndpoint(setting)).toEqual(expected);
  });

  it.each([
    ['https://tts.example.com', lb('https://tts.example.com/tts')],
    ['https://tts.example.com/', lb('https://tts.example.com/tts')],
    ['https://tts.example.com?key=1', lb('https://tts.example.com/tts?key=1')],
    ['https://abc.api.runpod.ai', lb('https://abc.api.runpod.ai/tts')],
    ['https://tts.example.com/speak/', lb('https://tts.example.com/speak/')],
    ['https://api.runpod.ai/v2/abc', queue('https://api.runpod.ai/v2/abc')],
  ])('gives %s a path where it has none', (setting, expected) => {
    expect(parseEndpoint(setting, 'auto', '/tts')).toEqual(expected);
  });

  it('can be forced to either kind', () => {
    expect(parseEndpoint('https://api.example.com/speak', 'queue')).toEqual(queue('https://api.example.com/speak'));
    expect(parseEndpoint('https://api.example.com/v2/abc/run', 'lb')).toEqual(lb('https://api.example.com/v2/abc/run'));
    expect(parseEndpoint('https://abc.api.runpod.ai/tts/run', 'queue')).toEqual(queue('https://abc.api.runpod.ai/tts'));
  });

  it.each(['', 'abc', 'ftp://x.example.com', '//api.runpod.ai/v2/abc', 'https://user:pw@api.runpod.ai/v2/abc'])(
    'refuses %j',
    (setting) => {
      expect(() => parseEndpoint(setting)).toThrow(Problem);
    },
  );

  it('does not repeat a password in its error', () => {
    expect(() => parseEndpoint('https://user:hunter2@x.example.com')).toThrow(/^(?!.*hunter2)/);
  });
});

describe('healthUrl', () => {
  it.each([
    ['https://api.runpod.ai/v2/abc/run', 'https://api.runpod.ai/v2/abc/health'],
    ['https://abc1.api.runpod.ai/generate', 'https://api.runpod.ai/v2/abc1/health'],
    ['https://abc1.api.runpod.ai/v2/speech', 'https://api.runpod.ai/v2/abc1/health'],
    ['https://tts.example.com/speak', undefined],
  ])('of %s is %s', (setting, expected) => {
    expect(healthUrl(parseEndpoint(setting))).toBe(expected);
  });
});
