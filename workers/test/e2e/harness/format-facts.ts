import type { AudioFormat } from '@voxlane/schema';
import type { Delivery } from './deliveries.ts';

/** By what a listener knows a format. */
export interface FormatFacts {
  /** Media type of its bytes at 48 kHz, by route. */
  types: Readonly<Record<Delivery['path'], string>>;
  /** How its bytes begin, each as a character; raw samples begin like nothing else. */
  magic: RegExp;
}

const same = (type: string): FormatFacts['types'] => ({ '/v1/audio/speech': type, '/api/tts/stream': type });

/** The facts of every format. */
export const FORMAT_FACTS: Readonly<Record<AudioFormat, FormatFacts>> = {
  pcm: {
    types: { '/v1/audio/speech': 'audio/pcm;rate=48000;channels=1', '/api/tts/stream': 'audio/octet-stream' },
    magic: /^(?!RIFF|fLaC|OggS|ID3|\xff[\xe0-\xff]|[{<])/,
  },
  wav: { types: same('audio/wav'), magic: /^RIFF....WAVEfmt /s },
  flac: { types: same('audio/flac'), magic: /^fLaC[\0\x80]\0\0\x22/ },
  mp3: { types: same('audio/mpeg'), magic: /^\xff[\xe2-\xff]/ },
  opus: { types: same('audio/ogg; codecs=opus'), magic: /^OggS.{24}OpusHead/s },
};
