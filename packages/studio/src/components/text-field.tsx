import { textParts } from '../speech/text-parts.ts';

interface TextFieldProps {
  text: string;
  limit: number;
  /** Characters that are spoken now. */
  piece: { start: number; end: number } | undefined;
  onText(text: string): void;
}

const NUMBER = new Intl.NumberFormat('en');

/**
 * The text, with the piece that is spoken now marked under it. The layer of the mark holds the same text in the same
 * type and decides the height, so field and mark grow and scroll as one.
 */
export function TextField({ text, limit, piece, onText }: TextFieldProps) {
  const { before, piece: spoken, after } = textParts(text, piece);
  const tooLong = text.length > limit;
  return (
    <div className="text-field">
      <label htmlFor="text" className="sr-only">
        Text to speak
      </label>
      <div className="text-scroll">
        <div className="text-layers">
          <div className="text-mark" aria-hidden="true">
            {before}
            {spoken !== '' && <mark>{spoken}</mark>}
            {after}
            {/* A line break at the end of a block has no height of its own. */}
            {'\u200b'}
          </div>
          <textarea
            id="text"
            className="text-input"
            placeholder="Type something, and hear it at once."
            value={text}
            aria-invalid={tooLong}
            aria-describedby="text-count"
            onChange={(event) => onText(event.target.value)}
          />
        </div>
      </div>
      <p id="text-count" className={tooLong ? 'text-count over' : 'text-count'}>
        {NUMBER.format(text.length)} of {NUMBER.format(limit)} characters
        {tooLong && `: ${NUMBER.format(text.length - limit)} too many`}
      </p>
    </div>
  );
}
