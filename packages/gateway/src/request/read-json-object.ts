import { Problem } from '@voxlane/schema';
import { parseJsonObject } from './parse-json-object.ts';
import { type BodyBounds, readBounded } from './read-bounded.ts';
import { refuseCompressed } from './refuse-compressed.ts';

const JSON_TYPE = /^application\/(?:json|[\w.!#$&^-]+\+json)$/i;

/**
 * The JSON object that a request carries.
 * @param example of one that would be right, for whoever sends something else.
 * @throws Problem `unsupported_media_type` or `invalid_json`, and what reading a body throws.
 */
export async function readJsonObject(
  request: Request,
  bounds: BodyBounds,
  example?: string,
): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim() ?? '';
  if (!JSON_TYPE.test(type)) {
    const message = 'The request body must be JSON; send Content-Type: application/json';
    throw new Problem('unsupported_media_type', message, { headers: { Accept: 'application/json' } });
  }
  refuseCompressed(request);
  return parseJsonObject(await readBounded(request, bounds), example);
}
