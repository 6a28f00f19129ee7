import { encodeBase64 } from '@voxlane/audio';
import type { GatewayEnv } from '@voxlane/gateway';
import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';
import type { EdgeConfig } from '../config/read-config.ts';
import { keptDocument } from '../openapi/kept-document.ts';
import { docsPage } from '../openapi/page/docs-page.ts';
import { DOCS_STYLE } from '../openapi/page/docs-style.ts';

/** `GET /docs`: the API of this place as a page, which may use its own style sheet and load or run nothing. */
export function docs(deps: AppDeps, config: EdgeConfig): Handler<GatewayEnv> {
  const documentFor = keptDocument(deps, config);
  return async (c) =>
    c.html(docsPage(documentFor(c.req.raw), DOCS_STYLE), 200, {
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': policy(await sourceOf(DOCS_STYLE)),
      'Referrer-Policy': 'no-referrer',
    });
}

function policy(style: string): string {
  return `default-src 'none'; style-src ${style}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** An inline text as a source of Content Security Policy, level 2. */
async function sourceOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${encodeBase64(new Uint8Array(digest))}'`;
}
