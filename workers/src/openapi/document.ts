import { HEADERS } from './headers.ts';
import type { OpenapiDocument, PathItem } from './openapi-document.ts';
import type { OperationGroup } from './operation-group.ts';
import { batches } from './operations/batches.ts';
import { documentation } from './operations/documentation.ts';
import { laneSpeech } from './operations/lane-speech.ts';
import { lists } from './operations/lists.ts';
import { openaiSpeech } from './operations/openai-speech.ts';
import { state } from './operations/state.ts';
import { ttsSpeech } from './operations/tts-speech.ts';
import type { Place } from './place.ts';
import { securitySchemes } from './security.ts';

const DESCRIPTION = [
  'Text in, speech out while it is still being made.',
  'Every error is JSON with a `code` that does not change, and every answer has an `X-Request-Id`. A path that is none answers 404 `not_found` with the paths, a method that a path does not take 405 `method_not_allowed` with those that it takes. `HEAD` goes wherever `GET` does.',
].join('\n\n');

/** The groups of routes, in the order in which they are shown. */
const GROUPS: readonly ((place: Place) => OperationGroup)[] = [
  laneSpeech,
  openaiSpeech,
  ttsSpeech,
  batches,
  lists,
  state,
  documentation,
];

/**
 * The API as OpenAPI 3.1, made of the same schemas that requests are parsed by.
 * @param origin where the API was asked for, such as `https://voxlane.example`.
 */
export function openapiDocument(place: Place, origin: string): OpenapiDocument {
  const groups = GROUPS.map((group) => group(place));
  const schemes = securitySchemes(place);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Voxlane',
      version: place.version,
      summary: 'A streaming lane between text-to-speech models on serverless GPUs and their listeners.',
      description: DESCRIPTION,
    },
    servers: [{ url: origin }],
    tags: groups.map(({ tag }) => tag),
    paths: Object.assign({}, ...groups.map(taggedPaths)),
    components: {
      schemas: Object.assign({}, ...groups.map(({ schemas }) => schemas)),
      headers: HEADERS,
      ...(schemes === undefined ? {} : { securitySchemes: schemes }),
    },
  };
}

function taggedPaths({ tag, paths }: OperationGroup): Record<string, PathItem> {
  const tags = [tag.name];
  const tagged = ({ get, post }: OperationGroup['paths'][string]): PathItem => ({
    ...(get === undefined ? {} : { get: { ...get, tags } }),
    ...(post === undefined ? {} : { post: { ...post, tags } }),
  });
  return Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, tagged(item)]));
}
