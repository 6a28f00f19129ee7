import { joinBytes } from '../audio/join-bytes.ts';

/** A body that is not what the platform takes; the message is the reply's `error`. */
export class BodyError extends Error {
  override name = 'BodyError';
}

/** The request's JSON object. Throws a BodyError when it is larger than `maxBytes`, no JSON, or no object. */
export async function readJsonBody(request: Request, maxBytes: number): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readBytes(request, maxBytes));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BodyError('request body is not valid JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new BodyError('request body must be a JSON object');
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new BodyError(`request body exceeded max body size of ${maxBytes / 1_048_576}MiB`);
    }
    parts.push(next.value);
  }
  return joinBytes(...parts);
}
