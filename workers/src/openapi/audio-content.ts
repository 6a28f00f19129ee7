import { sseEvent } from '@voxlane/audio';
import { CONTENT_TYPES } from '@voxlane/gateway';
import type { AudioFormat } from '@voxlane/schema';

import type { Content, JsonSchema } from './openapi-document.ts';

const SAID: Readonly<Record<AudioFormat, string>> = {
  pcm: 'Raw samples: signed 16-bit little-endian, mono, at the rate of `X-Sample-Rate`.',
  wav: 'WAV of 16-bit samples. While the length is unknown its header says the longest that readers take.',
  flac: 'FLAC of 16-bit samples.',
  mp3: 'MP3.',
  opus: 'Opus in Ogg.',
};

/** The events of a route that speaks in server-sent events. */
export interface EventStyle {
  /** Name of the shape of an event's data among the components. */
  shape: string;
  /** Whether an `event` line says the type too. */
  named: boolean;
  examples: readonly { type: string }[];
}

/**
 * What speech comes as.
 * @param pcmType what raw samples are called, where that is not the lane's own name.
 */
export function audioContent(formats: readonly AudioFormat[], events: EventStyle, pcmType?: string): Content {
  const bodies = formats.map((format) => {
    const type = (format === 'pcm' ? pcmType : undefined) ?? CONTENT_TYPES[format];
    const schema: JsonSchema = { description: SAID[format], contentMediaType: type };
    return [type, { schema }] as const;
  });
  return { ...Object.fromEntries(bodies), 'text/event-stream': eventStream(events) };
}

function eventStream({ shape, named, examples }: EventStyle): Content[string] {
  const schema: JsonSchema = {
    type: 'string',
    description: `Server-sent events, each with a ${shape} as its data; comment lines keep the connection alive.`,
  };
  const value = examples.map((data) =>
    sseEvent({ ...(named ? { event: data.type } : {}), data: JSON.stringify(data) }),
  );
  return { schema, examples: { events: { summary: 'A short speech', value: value.join('') } } };
}
