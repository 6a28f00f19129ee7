import type { OpenapiDocument, Tag } from '../openapi-document.ts';
import { html, type Markup, paragraphs, prose, raw } from './markup.ts';
import { operationSection } from './operation-section.ts';
import { type PlacedOperation, placedOperations } from './placed-operations.ts';
import { headersSection, shapesSection } from './reference-sections.ts';

/**
 * An OpenAPI document as a page that needs nothing from elsewhere, and no script.
 * @param style its style sheet, which is ours: it is not escaped.
 */
export function docsPage(document: OpenapiDocument, style: string): Markup {
  const { info, tags, servers } = document;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} API</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>${info.title} API <small>${info.version}</small></h1>
<p class="summary">${info.summary}</p>
${paragraphs(info.description)}
<p>Base URL <code>${servers[0]?.url}</code> · <a href="/openapi.json">openapi.json</a></p>
</header>
<nav aria-label="Routes"><ul>${tags.map((tag) => tagLinks(document, tag))}
<li><a href="#headers">Headers</a> and <a href="#shapes">shapes</a></li></ul></nav>
<main id="content">
${tags.map((tag) => tagSection(document, tag))}
${headersSection(document)}
${shapesSection(document)}
</main>
</body>
</html>
`;
}

function tagLinks(document: OpenapiDocument, tag: Tag): Markup {
  const links = tagged(document, tag).map(
    ({ path, method, operation }) =>
      html`<li><a href="#${operation.operationId}"><span class="method">${method.toUpperCase()}</span> ${path}</a></li>`,
  );
  return html`<li>${tag.name}<ul>${links}</ul></li>`;
}

function tagSection(document: OpenapiDocument, tag: Tag): Markup {
  return html`
<h2>${tag.name}</h2>
<p>${prose(tag.description)}</p>
${tagged(document, tag).map((placed) => operationSection(document, placed))}`;
}

function tagged(document: OpenapiDocument, { name }: Tag): readonly PlacedOperation[] {
  return placedOperations(document).filter(({ operation }) => operation.tags.includes(name));
}
