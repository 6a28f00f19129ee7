import type { ServiceTemplate } from '@voxlane/schema';
import type { CheckedOrder } from './check-order.ts';

/** Fields of a job's input; without a prototype, since field names come from settings. */
type Fields = Record<string, unknown>;

/**
 * The input of the job that speaks one piece of text. A field with dots, such as `parameters.seed`, is set inside
 * objects. What a request says wins over the template's fixed fields, the text over everything.
 */
export function jobInput(text: string, order: CheckedOrder, template: ServiceTemplate): Fields {
  const input: Fields = Object.create(null);
  for (const [field, value] of Object.entries({ ...template.fixed, ...order.fields })) put(input, field, value);
  if (template.voiceField !== null && order.voiceValue !== null) put(input, template.voiceField, order.voiceValue);
  put(input, template.textField, text.trim());
  return input;
}

function put(fields: Fields, path: string, value: unknown): void {
  const dot = path.indexOf('.');
  if (dot === -1) {
    fields[path] = value;
    return;
  }
  const head = path.slice(0, dot);
  const existing = fields[head];
  const inner: Fields = Object.assign(Object.create(null), typeof existing === 'object' ? existing : undefined);
  put(inner, path.slice(dot + 1), value);
  fields[head] = inner;
}
