import type { JsonSchema, OpenapiDocument, Operation } from '../openapi-document.ts';
import { nameOfRef } from '../ref.ts';
import { answersTable } from './answers-table.ts';
import { codeBlock } from './code-block.ts';
import { curlExample } from './curl-example.ts';
import { fieldsTable } from './fields-table.ts';
import { html, type Markup, paragraphs } from './markup.ts';
import type { PlacedOperation } from './placed-operations.ts';
import { schemaFields } from './schema-fields.ts';

/** Everything about one operation. */
export function operationSection(document: OpenapiDocument, { path, method, operation }: PlacedOperation): Markup {
  const { operationId, summary, description, security } = operation;
  const origin = document.servers[0]?.url ?? '';
  return html`
<section id="${operationId}" aria-labelledby="${operationId}-title">
<h3 id="${operationId}-title"><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h3>
<p class="summary">${summary}</p>
${paragraphs(description)}
${security === undefined ? '' : html`<p>Needs an API key as a bearer token.</p>`}
${codeBlock('In a shell', curlExample({ origin, path, method }, operation))}
${parameters(operation)}
${body(document, operation)}
${answersTable(operation.responses)}
${eventExamples(operation)}
</section>`;
}

function parameters({ parameters: all = [] }: Operation): Markup | string {
  if (all.length === 0) return '';
  const fields = all.map(({ name, in: where, description, required = false, schema }) => ({
    path: name,
    required,
    schema: { ...schema, description: `${description} In the ${where}.` },
  }));
  return fieldsTable('Parameters', fields);
}

function body(document: OpenapiDocument, { requestBody }: Operation): Markup | string {
  const media = requestBody?.content['application/json'];
  if (media === undefined) return '';
  const examples = Object.values(media.examples ?? {}).map(({ summary, value }) =>
    codeBlock(summary, JSON.stringify(value, null, 2)),
  );
  const fields = schemaFields(resolved(document, media.schema));
  return html`${fieldsTable('Fields of the body, in JSON', fields)}
<h4>Examples</h4>
${examples}`;
}

/** Bodies that are text can be shown. */
function eventExamples({ responses }: Operation): Markup {
  const media = Object.values(responses).flatMap(({ content = {} }) => content['text/event-stream'] ?? []);
  const examples = media.flatMap((one) => Object.values(one.examples ?? {}));
  return html`${examples.map(({ summary, value }) => codeBlock(`${summary} as server-sent events`, String(value).trim()))}`;
}

function resolved({ components }: OpenapiDocument, schema: JsonSchema): JsonSchema {
  return components.schemas[nameOfRef(schema) ?? ''] ?? schema;
}
