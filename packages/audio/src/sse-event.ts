/** A server-sent event to be written. */
export interface SseEvent {
  /** Event type; 'message' for the reader when absent. One line. */
  event?: string;
  /** Payload of any number of lines. The format knows only LF between lines: CRLF and CR arrive as LF. */
  data: string;
}

const LINE_END = /\r\n|\r|\n/;

/** One event in the text/event-stream format of the HTML standard. Throws a RangeError when the type has a line end. */
export function sseEvent({ event, data }: SseEvent): string {
  if (event !== undefined && LINE_END.test(event)) throw new RangeError('an event type must be one line');
  const type = event === undefined ? '' : `event: ${event}\n`;
  return `${type}${prefixLines('data: ', data)}\n`;
}

/** A comment, which readers skip: keeps a quiet connection from being closed. */
export function sseComment(text: string): string {
  return `${prefixLines(': ', text)}\n`;
}

function prefixLines(prefix: string, text: string): string {
  return text
    .split(LINE_END)
    .map((line) => `${prefix}${line}\n`)
    .join('');
}
