/** Lines between which the figures stand. */
export const FIGURES_BEGIN = '<!-- figures of bench/results: npm run bench -- --readme -->';
export const FIGURES_END = '<!-- end of figures -->';

/** `text` with `inner` in place of what stood between the two marks. @throws Error when it has no such place. */
export function putBetween(text: string, inner: string): string {
  const begin = text.indexOf(FIGURES_BEGIN);
  const end = text.indexOf(FIGURES_END, begin);
  if (begin < 0 || end < 0)
    throw new Error(`the README needs a line ${FIGURES_BEGIN} and after it a line ${FIGURES_END}`);
  return `${text.slice(0, begin)}${FIGURES_BEGIN}\n\n${inner}\n\n${text.slice(end)}`;
}
