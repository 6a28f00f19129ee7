import { html, raw } from 'hono/html';

/** A piece of a page, with whatever came from outside escaped. */
export type Markup = ReturnType<typeof html>;

export { html, raw };

/** A sentence in which backticks mark code. */
export function prose(text: string): Markup {
  const parts = text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
  return html`${parts}`;
}

/** Sentences with blank lines between paragraphs. */
export function paragraphs(text: string): Markup {
  return html`${text.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}`;
}
