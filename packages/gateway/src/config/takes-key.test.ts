import { parseEndpoint } from '@voxlane/runpod';
import { expect, it } from 'vitest';
import { takesKey } from './takes-key.ts';

const ALWAYS = [
  'https://api.runpod.ai/v2/id',
  'https://id.api.runpod.ai/tts',
  'https://API.RunPod.AI/v2/id',
  'https://runpod.ai/v2/id',
  'https://runpod.io/v2/id',
  'http://127.0.0.1:8788/v2/id',
  'http://127.9.8.7/v2/id',
  'http://127.1/v2/id',
  'http://localhost:8788/v2/id',
  'https://localhost/tts',
  'http://[::1]:8788/v2/id',
];

const WHEN_TOLD = [
  'https://gpu.example/v2/id',
  'https://runpod.ai.gpu.example/v2/id',
  'https://notrunpod.ai/v2/id',
  'https://id.runpod.io/v2/id',
  'https://127.0.0.1.gpu.example/tts',
  'https://localhost.gpu.example/tts',
  'https://10.0.0.1/tts',
  'https://gpu.example/api.runpod.ai/v2/id',
];

const NEVER = [
  'http://api.runpod.ai/v2/id',
  'http://id.api.runpod.ai/tts',
  'http://gpu.example/v2/id',
  'http://127.0.0.1.gpu.example/tts',
  'http://10.0.0.1/tts',
  'http://[::2]/tts',
];

it.each([
  ...ALWAYS.map((url) => ({ url, unasked: true, told: true })),
  ...WHEN_TOLD.map((url) => ({ url, unasked: false, told: true })),
  ...NEVER.map((url) => ({ url, unasked: false, told: false })),
])('lets the key go to $url unasked: $unasked, when told to: $told', ({ url, unasked, told }) => {
  const endpoint = parseEndpoint(url);
  expect([takesKey(endpoint, false), takesKey(endpoint, true)]).toEqual([unasked, told]);
});
