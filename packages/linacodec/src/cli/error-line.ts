const MAX_CHARACTERS = 600;

/** What the codes of the operating system mean. */
const SYSTEM_ERRORS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EMFILE', 'too many files are open'],
]);

/** An error as the one line that the user sees: no stack, and no characters that could steer the terminal. */
export function errorLine(error: unknown): string {
  return `linacodec: ${plainText(messageOf(error))}\n`;
}

/** Text on one line, without control characters, of bounded length. */
export function plainText(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}...` : line;
}

/** The stacks of an error and of its causes, for whoever debugs. */
export function errorStack(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}\n`;
  const cause = error.cause === undefined ? '' : `caused by: ${errorStack(error.cause)}`;
  return `${error.stack ?? error.message}\n${cause}`;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as { code?: unknown; path?: unknown };
  const meaning = SYSTEM_ERRORS.get(code);
  if (meaning === undefined) return error.message;
  return typeof path === 'string' ? `${path}: ${meaning}` : meaning;
}
