import { MAX_CHANNELS } from '@voxlane/audio';
import { PlayerError } from '../player-error.ts';
import type { AudioDecoder } from './audio-event.ts';
import { knownRate, namedRate } from './known-rate.ts';
import { PcmDecoder } from './pcm-decoder.ts';
import { SseDecoder } from './sse-decoder.ts';
import { WavDecoder } from './wav-decoder.ts';

const RAW: readonly string[] = ['audio/octet-stream', 'application/octet-stream', 'audio/pcm', 'audio/x-pcm'];
const WAV: readonly string[] = ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'];

/** How to read an answer, by its `Content-Type` alone. Throws a PlayerError when that is nothing we play. */
export function decoderFor(headers: Headers): AudioDecoder {
  const contentType = headers.get('Content-Type') ?? '';
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (WAV.includes(type)) return new WavDecoder();
  const rate = namedRate(headers.get('X-Sample-Rate') ?? parameter(contentType, 'rate'));
  if (type === 'text/event-stream') return new SseDecoder(rate);
  if (RAW.includes(type)) {
    const channels = headers.get('X-Channels') ?? parameter(contentType, 'channels') ?? '1';
    return new PcmDecoder(knownRate(rate), checkedChannels(Number(channels)));
  }
  const message = `The answer is ${type || 'of no type'}, which is not played here; ask for pcm, wav or server-sent events.`;
  throw new PlayerError(message, { code: 'unsupported_type' });
}

function parameter(contentType: string, name: string): string | undefined {
  return new RegExp(`;\\s*${name}="?([^;"\\s]+)`, 'i').exec(contentType)?.[1];
}

function checkedChannels(channels: number): number {
  if (Number.isInteger(channels) && channels >= 1 && channels <= MAX_CHANNELS) return channels;
  throw new PlayerError(`The speech claims ${channels} channels; 1 to ${MAX_CHANNELS} can be played.`, {
    code: 'unsupported',
  });
}
