import type { ApiClient } from './api-client.ts';

/** Most UTF-16 units of a text that streams, as long as the API has not said otherwise. */
export const DEFAULT_TEXT_LIMIT = 100_000;
/** Most UTF-16 units of a text where speech is asked for as a whole clip: OpenAI's limit. */
export const CLIP_TEXT_LIMIT = 4_096;

/** The longest text that the streaming route takes, from the API's description of itself. @throws ApiError */
export async function textLimit(api: ApiClient, signal?: AbortSignal): Promise<number> {
  return textLimitOf(await api.get('/openapi.json', { signal }));
}

/** `maxLength` of the field `text`, wherever the description keeps the schema of the streaming route. */
export function textLimitOf(document: unknown): number {
  const schema = at(
    document,
    'paths',
    '/api/tts/stream',
    'post',
    'requestBody',
    'content',
    'application/json',
    'schema',
  );
  const reference = at(schema, '$ref');
  const named = typeof reference === 'string' ? at(document, ...reference.replace(/^#\//, '').split('/')) : schema;
  const limit = at(named, 'properties', 'text', 'maxLength');
  return typeof limit === 'number' && limit > 0 ? limit : DEFAULT_TEXT_LIMIT;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
