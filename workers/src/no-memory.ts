import { Problem } from '@voxlane/schema';

/** An encoder found no room: too many streams are encoded in this isolate, and another one, or a moment, has some. */
export function noMemory(message: string): Problem {
  return new Problem('overloaded', `Too many streams are being encoded here: ${message}`);
}
