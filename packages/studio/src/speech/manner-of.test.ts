import { describe, expect, it } from 'vitest';
import { ANY_SERVICE } from '../api/list-voices.ts';
import { chosenService, mannerOf } from './manner-of.ts';

const CHOICES = { service: 'qwen', voices: { qwen: 'Vivian' }, languages: { qwen: 'German' }, speed: 3, pitch: 1 };
const QWEN = {
  ...ANY_SERVICE,
  voices: [
    { id: 'Ryan', name: 'Ryan' },
    { id: 'Vivian', name: 'Vivian' },
  ],
  languages: ['English', 'German'],
  speed: { min: 0.5, max: 2 },
};

describe('mannerOf', () => {
  it('is what was chosen, within what the service takes', () => {
    expect(mannerOf(CHOICES, 'qwen', QWEN)).toEqual({
      service: 'qwen',
      voice: 'Vivian',
      language: 'German',
      speed: 2,
      pitch: 1,
    });
  });

  it('falls back on the first voice and on the service’s own language', () => {
    const choices = { ...CHOICES, voices: { qwen: 'Gone' }, languages: {} };
    expect(mannerOf(choices, 'qwen', QWEN)).toMatchObject({ voice: 'Ryan', language: '' });
    expect(mannerOf(CHOICES, 'qwen', ANY_SERVICE)).toMatchObject({ voice: '', language: '' });
  });
});

describe('chosenService', () => {
  const services = [
    { id: 'vibevoice', name: 'Vibe Voice' },
    { id: 'qwen', name: 'Qwen TTS' },
  ];

  it('is the one that was chosen while it is there, else the first', () => {
    expect(chosenService(CHOICES, services)).toBe('qwen');
    expect(chosenService(CHOICES, services.slice(0, 1))).toBe('vibevoice');
    expect(chosenService(CHOICES, [])).toBe('');
  });
});
