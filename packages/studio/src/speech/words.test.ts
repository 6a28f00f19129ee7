import { describe, expect, it } from 'vitest';
import { clockTime, waitText } from './clock-time.ts';
import { fileNameOf } from './file-name-of.ts';
import { matchingVoices } from './matching-voices.ts';
import { isBusy, phaseWords } from './phase-words.ts';
import { mannerFields } from './speech-order.ts';
import { textParts } from './text-parts.ts';

describe('times', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [750, '12:30'],
    [-1, '0:00'],
  ])('%s s is %s', (seconds, text) => {
    expect(clockTime(seconds)).toBe(text);
  });

  it.each([
    [340.4, '340 ms'],
    [2_100, '2.1 s'],
  ])('a wait of %s is %s', (ms, text) => {
    expect(waitText(ms)).toBe(text);
  });
});

describe('fileNameOf', () => {
  it.each([
    ['Alice', 'Hello there, you!', 'alice-hello-there-you.wav'],
    ['', '今日は', 'qwen-今日は.wav'],
    ['Uncle_Fu', '../../etc/passwd', 'uncle-fu-etc-passwd.wav'],
    ['Alice', '***', 'alice-clip.wav'],
    ['Alice', 'a'.repeat(100), `alice-${'a'.repeat(40)}.wav`],
  ])('of %j and %j is %s', (voice, text, name) => {
    expect(fileNameOf({ voice, service: 'qwen', text })).toBe(name);
  });
});

describe('matchingVoices', () => {
  const voices = ['Alice', 'Carter', 'alloy', 'coral'].map((id) => ({ id, name: id }));
  const found = (search: string, chosen = '') => {
    const { own, openai } = matchingVoices(voices, search, chosen);
    return [own.map(({ id }) => id), openai.map(({ id }) => id)];
  };

  it('groups them', () => {
    expect(found('')).toEqual([
      ['Alice', 'Carter'],
      ['alloy', 'coral'],
    ]);
  });

  it('finds by every word of a search, and keeps the one that is chosen', () => {
    expect(found(' AL ')).toEqual([['Alice'], ['alloy', 'coral']]);
    expect(found('al ice')).toEqual([['Alice'], []]);
    expect(found('nobody', 'Carter')).toEqual([['Carter'], []]);
  });
});

describe('textParts', () => {
  it.each([
    [{ start: 1, end: 3 }, ['a', 'bc', 'd']],
    [{ start: 0, end: 99 }, ['', 'abcd', '']],
    [{ start: 9, end: 99 }, ['abcd', '', '']],
    [{ start: 3, end: 1 }, ['abc', '', 'd']],
    [{ start: -5, end: 1 }, ['', 'a', 'bcd']],
    [undefined, ['abcd', '', '']],
  ])('of %j are %j', (piece, parts) => {
    expect(Object.values(textParts('abcd', piece))).toEqual(parts);
  });
});

describe('phaseWords', () => {
  it('say how much there was at the end', () => {
    expect(phaseWords({ phase: 'ended', receivedS: 3.44 })).toBe('Done: 3.4 s of speech');
    expect(phaseWords({ phase: 'waking', receivedS: 0 })).toContain('GPU is waking up');
  });

  it('know when something is going on', () => {
    expect((['connecting', 'waking', 'buffering', 'playing', 'paused'] as const).every(isBusy)).toBe(true);
    expect((['idle', 'ended', 'stopped', 'failed'] as const).some(isBusy)).toBe(false);
  });
});

describe('mannerFields', () => {
  it('leave out what is up to the service', () => {
    expect(mannerFields({ service: '', voice: '', language: '', speed: 1, pitch: 1 })).toEqual({});
    const manner = { service: 'qwen', voice: 'Ryan', language: 'German', speed: 2, pitch: 0.5 };
    expect(mannerFields(manner)).toEqual(manner);
  });
});
