import { html, type Markup, prose } from './markup.ts';
import type { Field } from './schema-fields.ts';
import { limitWords, typeWords } from './schema-words.ts';

const COLUMNS = ['Field', 'Type', 'Required', 'Default', 'Allowed', 'Meaning'];

/**
 * Fields as a table. A narrow screen shows each row as a block, with the names of the columns beside the cells; the
 * roles keep it a table for screen readers then.
 */
export function fieldsTable(caption: string, fields: readonly Field[]): Markup {
  return html`<table role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${COLUMNS.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${fields.map(row)}</tbody>
</table>`;
}

function row({ path, schema, required }: Field): Markup {
  const fallback = schema.default === undefined ? '' : html`<code>${JSON.stringify(schema.default)}</code>`;
  const cells = [
    typeWords(schema),
    required ? 'yes' : 'no',
    fallback,
    limitWords(schema),
    schema.description === undefined ? '' : prose(schema.description),
  ];
  return html`
<tr role="row"><th role="rowheader" scope="row"><code>${path}</code></th>${cells.map((value, i) => cell(COLUMNS[i + 1] ?? '', value))}</tr>`;
}

/** An empty cell takes no line of a narrow screen. */
function cell(column: string, value: string | Markup): Markup {
  return html`<td role="cell" data-column="${column}"${value === '' ? html` class="empty"` : ''}>${value}</td>`;
}
