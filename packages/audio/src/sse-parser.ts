import { DataError } from './data-error.ts';
import { DEFAULT_MAX_LINE_CHARS, LineSplitter } from './line-splitter.ts';

/** A server-sent event that was read. */
export interface ParsedSseEvent {
  /** Event type, 'message' when the sender gave none. */
  event: string;
  data: string;
  /** The last id that the stream gave, '' before the first. */
  id: string;
}

/**
 * text/event-stream in pieces of any size -> events, by the HTML standard's rules: LF, CRLF and CR, one byte order
 * mark, comments, several data lines. `retry` is left out: it is about connecting anew, which is the caller's matter.
 */
export class SseParser {
  readonly #maxEventChars: number;
  readonly #lines: LineSplitter;
  #started = false;
  #event = '';
  #data: string[] = [];
  #dataChars = 0;
  #id = '';

  /** @param maxEventChars most UTF-16 units of one event's data, and of one line */
  constructor(maxEventChars = DEFAULT_MAX_LINE_CHARS) {
    this.#maxEventChars = maxEventChars;
    this.#lines = new LineSplitter(maxEventChars);
  }

  /** The events that are complete now. Throws a DataError once an event is too large. */
  push(text: string): ParsedSseEvent[] {
    if (text === '') return [];
    const body = !this.#started && text.startsWith('\ufeff') ? text.slice(1) : text;
    this.#started = true;
    const events: ParsedSseEvent[] = [];
    for (const line of this.#lines.push(body)) {
      if (line !== '') this.#field(line);
      else if (this.#data.length > 0) events.push(this.#dispatch());
      else this.#event = '';
    }
    return events;
  }

  /** Ends the input; true when it was cut within a line or an event, which the standard drops. Ready for another stream. */
  flush(): boolean {
    const cut = this.#lines.flush() !== '' || this.#data.length > 0;
    this.#dispatch();
    this.#id = '';
    this.#started = false;
    return cut;
  }

  #dispatch(): ParsedSseEvent {
    const event = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    this.#event = '';
    this.#data = [];
    this.#dataChars = 0;
    return event;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') this.#addData(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
  }

  /** Each line counts as one more character, so that empty ones are bounded too. */
  #addData(value: string): void {
    this.#dataChars += value.length + 1;
    if (this.#dataChars > this.#maxEventChars + 1) {
      throw new DataError('too_large', `an event is longer than ${this.#maxEventChars} characters`);
    }
    this.#data.push(value);
  }
}
