import { isSampleRate } from '@voxlane/audio';
import { Problem } from '@voxlane/schema';

/** Raw signed 16-bit little-endian samples. A WAV or an MP3 read as such would be noise. */
const RAW_AUDIO = /^audio\/(?:octet-stream|pcm)$/;
/** A media type that may be repeated to a client. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9.+-]{0,40}\/[a-z0-9][a-z0-9.+-]{0,60}$/;

/**
 * The rate in Hz of an answer's raw mono samples.
 * @throws Problem `upstream_bad_reply` that says what came, when it is anything but raw mono audio with its rate.
 */
export function rawRate(headers: Headers): number {
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!RAW_AUDIO.test(type)) throw badReply(`with ${MEDIA_TYPE.test(type) ? type : 'something untyped'} in its place`);
  const channels = headers.get('x-channels')?.trim() ?? '1';
  if (channels !== '1') throw badReply('with more than one channel');
  const rate = headers.get('x-sample-rate')?.trim() ?? '';
  if (!/^\d{1,6}$/.test(rate) || !isSampleRate(Number(rate))) throw badReply('without a possible X-Sample-Rate');
  return Number(rate);
}

function badReply(how: string): Problem {
  return new Problem('upstream_bad_reply', `The sidecar should answer with raw mono audio, and answered ${how}`);
}
