import { AUDIO_FORMATS, type AudioFormat, Problem } from '@voxlane/schema';
import type { Encoders, OpenEncoder } from '@voxlane/speech';

/**
 * How a format is encoded here.
 * @throws Problem `invalid_request` with the formats that are, when this one is not.
 */
export function openEncoder(encoders: Encoders, format: AudioFormat): OpenEncoder {
  const open = encoders[format];
  if (open !== undefined) return open;
  const served = AUDIO_FORMATS.filter((one) => encoders[one] !== undefined);
  const details = [{ path: 'format', message: 'is not encoded here', allowed: served }];
  throw new Problem('invalid_request', `The format ${format} is not encoded here; ask for ${served.join(', ')}`, {
    details,
  });
}
