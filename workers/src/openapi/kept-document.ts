import type { AppDeps } from '../app-deps.ts';
import type { EdgeConfig } from '../config/read-config.ts';
import { openapiDocument } from './document.ts';
import type { OpenapiDocument } from './openapi-document.ts';
import { placeOf } from './place.ts';

/** The document of this place for whoever asks: made with the first request, since most isolates never need it. */
export function keptDocument(deps: AppDeps, config: EdgeConfig): (request: Request) => OpenapiDocument {
  let kept: OpenapiDocument | undefined;
  return ({ url }) => {
    const { origin } = new URL(url);
    kept ??= openapiDocument(placeOf(deps, config), origin);
    return { ...kept, servers: [{ url: origin }] };
  };
}
