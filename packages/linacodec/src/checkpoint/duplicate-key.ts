/** Strings, with the colon behind them when they are keys, and braces; nothing else matters to {@link duplicateKey}. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/g;

/**
 * A key that stands twice in one object of JSON text, which JSON.parse takes without a word; undefined: none does.
 * The text must be valid JSON.
 */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, colon] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const text = token.slice(0, -colon.length);
      const key: string = text.includes('\\') ? JSON.parse(text) : text.slice(1, -1);
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
