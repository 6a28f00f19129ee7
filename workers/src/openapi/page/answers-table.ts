import type { Content, JsonSchema, ResponseObject } from '../openapi-document.ts';
import { nameOfRef } from '../ref.ts';
import { html, type Markup, prose } from './markup.ts';

/** What an operation answers, by status: what it means, what it comes as, and the codes of an error. */
export function answersTable(responses: Readonly<Record<string, ResponseObject>>): Markup {
  return html`<table role="table" class="answers">
<caption>Answers</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Status</th><th role="columnheader" scope="col">Meaning</th></tr></thead>
<tbody role="rowgroup">${Object.entries(responses).map(row)}</tbody>
</table>`;
}

function row([status, { description, content = {}, headers = {} }]: [string, ResponseObject]): Markup {
  const codes = codesIn(content);
  const shape = shapeIn(content);
  return html`
<tr role="row"><th role="rowheader" scope="row"><code>${status}</code></th><td role="cell">
<p>${prose(description)}</p>
<dl>
<dt>As</dt><dd>${listed(Object.keys(content))}${shape === undefined ? '' : html`, <a href="#shape-${shape}">${shape}</a>`}</dd>
${codes.length === 0 ? '' : html`<dt>Codes</dt><dd>${listed(codes)}</dd>`}
<dt>Headers</dt><dd>${listed(Object.keys(headers))}</dd>
</dl>
</td></tr>`;
}

function listed(names: readonly string[]): Markup {
  return html`${names.map((name, i) => html`${i === 0 ? '' : ', '}<code>${name}</code>`)}`;
}

function shapeIn(content: Content): string | undefined {
  const schema = content['application/json']?.schema ?? {};
  return nameOfRef(schema) ?? schema.allOf?.map(nameOfRef).find((name) => name !== undefined);
}

/** An error says its codes behind the shape that it has. */
function codesIn(content: Content): readonly string[] {
  const parts = content['application/json']?.schema.allOf ?? [];
  return parts.flatMap((part) => codeSchema(part)?.enum ?? []).map(String);
}

function codeSchema({ properties }: JsonSchema): JsonSchema | undefined {
  return properties?.code ?? properties?.error?.properties?.code;
}
