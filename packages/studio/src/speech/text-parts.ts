/** A text around the piece of it that is being spoken. */
export interface TextParts {
  before: string;
  piece: string;
  after: string;
}

/** @param piece characters of the text, the end not included; what lies outside of the text is cut away. */
export function textParts(text: string, piece: { start: number; end: number } | undefined): TextParts {
  if (piece === undefined) return { before: text, piece: '', after: '' };
  const start = Math.min(Math.max(0, piece.start), text.length);
  const end = Math.min(Math.max(start, piece.end), text.length);
  return { before: text.slice(0, start), piece: text.slice(start, end), after: text.slice(end) };
}
