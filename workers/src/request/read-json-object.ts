import { Problem } from '@voxlane/schema';
import { parseJsonObject } from './parse-json-object.ts';
import { readBounded } from './read-bounded.ts';

const JSON_TYPE = /^application\/(?:json|[\w.!#$&^-]+\+json)$/i;

/**
 * The JSON object that a request carries.
 * @param maxBytes setting MAX_BODY_BYTES.
 * @throws Problem `unsupported_media_type`, `body_too_large` or `invalid_json`.
 */
export async function readJsonObject(request: Request, maxBytes: number): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim() ?? '';
  if (!JSON_TYPE.test(type)) throw unsupported('The request body must be JSON; send Content-Type: application/json');
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity') throw unsupported('The request body must not be compressed; leave out Content-Encoding');
  return parseJsonObject(await readBounded(request, maxBytes));
}

function unsupported(message: string): Problem {
  return new Problem('unsupported_media_type', message, { headers: { Accept: 'application/json' } });
}
