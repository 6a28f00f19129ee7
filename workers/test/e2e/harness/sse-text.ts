/** One server-sent event, its data read as JSON. */
export interface EventOfText {
  /** '' where no line names it. */
  event: string;
  data: Record<string, unknown>;
}

/** The whole events in a text, read as the standard says, by a reader of its own. Comments are left out. */
export function eventsIn(text: string): EventOfText[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => block.split('\n').filter((line) => !line.startsWith(':')))
    .filter((lines) => lines.length > 0)
    .map((lines) => ({ event: field(lines, 'event'), data: JSON.parse(field(lines, 'data')) }));
}

function field(lines: readonly string[], name: string): string {
  const prefix = `${name}: `;
  return lines
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length))
    .join('\n');
}

/** The audio of all deltas, joined. */
export function audioOf(events: readonly EventOfText[]): Buffer {
  const deltas = events.filter(({ data }) => data.type === 'speech.audio.delta');
  return Buffer.concat(deltas.map(({ data }) => Buffer.from(String(data.audio), 'base64')));
}
