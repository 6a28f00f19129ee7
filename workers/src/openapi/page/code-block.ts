import { html, type Markup } from './markup.ts';

/** Text as it is typed. Long lines scroll, which needs a place that a keyboard can go to. */
export function codeBlock(title: string, text: string): Markup {
  return html`<figure><figcaption>${title}</figcaption><pre tabindex="0"><code>${text}</code></pre></figure>`;
}
