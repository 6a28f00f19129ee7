import type { JsonSchema, OpenapiDocument } from '../openapi-document.ts';
import { nameOfRef } from '../ref.ts';
import { codeBlock } from './code-block.ts';
import { fieldsTable } from './fields-table.ts';
import { html, type Markup, prose } from './markup.ts';
import { bodySchema, placedOperations } from './placed-operations.ts';
import { schemaFields } from './schema-fields.ts';

/** What the headers of answers mean. */
export function headersSection({ components }: OpenapiDocument): Markup {
  const terms = Object.entries(components.headers).map(
    ([name, { description }]) => html`<dt><code>${name}</code></dt><dd>${prose(description)}</dd>`,
  );
  return html`
<h2 id="headers">Headers</h2>
<dl class="terms">${terms}</dl>`;
}

/** The values that answers hold; those that requests hold stand with their routes. */
export function shapesSection(document: OpenapiDocument): Markup {
  const shown = new Set(placedOperations(document).map(({ operation }) => nameOfRef(bodySchema(operation) ?? {})));
  const shapes = Object.entries(document.components.schemas).filter(([name]) => !shown.has(name));
  return html`
<h2 id="shapes">Shapes</h2>
${shapes.map(shapeSection)}`;
}

/** A shape with alternatives has a table for each. */
function shapeSection([name, schema]: [string, JsonSchema]): Markup {
  const tables = (schema.anyOf ?? [schema]).map((one) =>
    fieldsTable(one === schema ? `Fields of ${name}` : (one.description ?? ''), schemaFields(one)),
  );
  return html`
<section id="shape-${name}" aria-labelledby="shape-${name}-title">
<h3 id="shape-${name}-title">${name}</h3>
<p>${prose(schema.description ?? '')}</p>
${tables}
${schema.examples?.map((example) => codeBlock('Example', JSON.stringify(example, null, 2)))}
</section>`;
}
