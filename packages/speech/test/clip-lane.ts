import { floatToInt16, wavHeader } from '@voxlane/audio';
import { whenAborted } from '@voxlane/runpod';
import type { ServiceTemplate } from '@voxlane/schema';
import { builtinTemplates } from '../src/builtin-templates.ts';
import type { SpeechContext, SpeechOrder } from '../src/speech.ts';
import { startSpeech } from '../src/start-speech.ts';
import { type Lane, lane } from './lane.ts';

/** One `POST /tts` that waits for its answer. */
export interface ClipCall {
  body: Record<string, unknown>;
  signal: AbortSignal;
  answer(response: Response): void;
}

/** A lane whose `qwen` is a plain HTTP server of whole clips that answers when a test says so. */
export interface ClipLane extends Lane {
  calls: ClipCall[];
  /** Calls without an answer whose connection is open. */
  atWork(): number;
}

/** Rate of the server's clips in Hz. */
export const CLIP_RATE = 24_000;
/** Samples of one clip. */
export const CLIP_SAMPLES = 2_400;
export const CLIP_URL = 'http://qwen.example/tts';

/** A text of some sentences, each a piece of its own under the template of the lane. */
export const SENTENCES =
  'This is the first of the sentences here. Now there comes the second one of them. And here is a third one to be said. The fourth one follows right away. It ends with the fifth of them all.';

/** @param changed of the built-in template, which has short pieces here. */
export function clipLane(changed: Partial<ServiceTemplate> = {}, more: Partial<SpeechContext> = {}): ClipLane {
  const setting = lane({ lookAhead: 2 });
  const calls: ClipCall[] = [];
  let waiting = 0;
  const fetch: typeof globalThis.fetch = async (url, init) => {
    if (String(url) !== CLIP_URL) return setting.runpod.fetch(url, init);
    const { promise, resolve } = Promise.withResolvers<Response>();
    const signal = init?.signal ?? new AbortController().signal;
    calls.push({ body: JSON.parse(String(init?.body)), signal, answer: resolve });
    waiting += 1;
    try {
      return await Promise.race([promise, whenAborted(signal)]);
    } finally {
      waiting -= 1;
    }
  };
  const piece = { first: 50, most: 50, least: 20 };
  const template = { ...builtinTemplates.qwen, piece, ...changed };
  const qwen = { ...setting.context.services.qwen, template, endpoint: { kind: 'lb', url: CLIP_URL } as const };
  const context = { ...setting.context, fetch, services: { ...setting.context.services, qwen }, ...more };
  const usual: SpeechOrder = { service: 'qwen', text: 'Hello.', voice: undefined, sampleRate: undefined, options: {} };
  const start: Lane['start'] = (order = {}) => startSpeech({ ...usual, ...order }, context);
  return { ...setting, context, calls, start, atWork: () => waiting };
}

/** A clip of one value as a WAV file. */
export function wavClip(value = 0.25, samples = CLIP_SAMPLES): Uint8Array<ArrayBuffer> {
  const data = floatToInt16(new Float32Array(samples).fill(value));
  const head = wavHeader({ sampleRate: CLIP_RATE, channels: 1, samples });
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}

/** A clip as the body of an answer. */
export function clip(value?: number): Response {
  return new Response(wavClip(value), { headers: { 'content-type': 'audio/wav' } });
}
