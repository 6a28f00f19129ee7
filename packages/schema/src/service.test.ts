import { expect, it } from 'vitest';
import { isServiceId, serviceOfHost } from './service.ts';

it.each([
  ['vibe-voice.example.com', 'vibevoice'],
  ['Chatterbox.Example.com:8787', 'chatterbox'],
  ['echotts.localhost:8787', 'echotts'],
  ['qwen.example.com', 'qwen'],
  ['localhost:8787', undefined],
  ['qwen', undefined],
  ['vibevoice.example.com', undefined],
  ['www.qwen.example.com', undefined],
  ['', undefined],
])('reads the service of host %j as %s', (host, expected) => {
  expect(serviceOfHost(host)).toBe(expected);
});

it('knows its ids, and no property of objects', () => {
  expect([isServiceId('qwen'), isServiceId('toString')]).toEqual([true, false]);
});
