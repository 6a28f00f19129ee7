/** Most interleaved channels we take: 7.1 surround, the widest layout in common files. */
export const MAX_CHANNELS = 8;

/** Whether `channels` is a whole number from 1 to 8. */
export function isChannelCount(channels: number): boolean {
  return Number.isInteger(channels) && channels >= 1 && channels <= MAX_CHANNELS;
}

/** Returns `channels`; throws a RangeError unless it is a whole number from 1 to 8. */
export function checkChannels(channels: number): number {
  if (isChannelCount(channels)) return channels;
  throw new RangeError(`channels is ${channels}; it must be a whole number from 1 to ${MAX_CHANNELS}`);
}
