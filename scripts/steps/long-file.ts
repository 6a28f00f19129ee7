/** One idea seldom takes more. */
const MOST_LINES = 200;
const REASON = /Longer than \d+ lines because/;

/** A warning about a source file that is long without saying why; undefined for all others. */
export function longFileWarning(path: string, text: string): string | undefined {
  const lines = text.trimEnd().split('\n').length;
  if (!/\.(ts|mjs|tsx)$/.test(path) || lines <= MOST_LINES || REASON.test(text)) return undefined;
  return `${path} has ${lines} lines: split it, or say in it "Longer than ${MOST_LINES} lines because ..."`;
}
