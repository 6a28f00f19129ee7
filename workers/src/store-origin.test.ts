import { expect, it } from 'vitest';
import { storeOrigin } from './store-origin.ts';

it.each([
  ['https://vibe-voice.example.com/v1/audio/speech', 'https://example.com'],
  ['https://echotts.voices.example.com/', 'https://voices.example.com'],
  ['https://voices.example.com/', 'https://voices.example.com'],
  ['http://127.0.0.1:8787/api/tts/stream', 'http://127.0.0.1:8787'],
  ['http://qwen.localhost:8787/', 'http://localhost:8787'],
])('files what is spoken at %s under %s', (url, origin) => {
  expect(storeOrigin(url)).toBe(origin);
});
