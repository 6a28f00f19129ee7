import { AUDIO_FORMATS, type AudioFormat } from '@voxlane/schema';
import type { Call } from './listener.ts';

/** The routes that speak, and what each calls its fields. */
const ROUTES = {
  '/v1/audio/speech': { text: 'input', format: 'response_format' },
  '/api/tts/stream': { text: 'text', format: 'format' },
} as const;

/** One way for speech to reach a listener. */
export interface Delivery {
  path: keyof typeof ROUTES;
  format: AudioFormat;
  framing: 'audio' | 'sse';
}

const PATHS = Object.keys(ROUTES) as Delivery['path'][];
const FRAMINGS = ['audio', 'sse'] as const;

/** Every way by a name of its own: each format, as bytes and as events, on each route. */
export const DELIVERIES: readonly (readonly [string, Delivery])[] = AUDIO_FORMATS.flatMap((format) =>
  FRAMINGS.flatMap((framing) =>
    PATHS.map((path) => [`${format} as ${framing} by ${path}`, { path, format, framing }] as const),
  ),
);

/** The request for `text` in that way; `more` is the same on both routes. */
export function orderOf({ path, format, framing }: Delivery, text: string, more: object = {}): Call & { json: object } {
  const names = ROUTES[path];
  return { path, json: { [names.text]: text, [names.format]: format, stream_format: framing, ...more } };
}
