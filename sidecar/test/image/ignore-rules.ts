/**
 * The rules of a `.dockerignore`: the last one that matches a path, or a folder above it, decides. Of the patterns it
 * knows `*`, `?` and `**`, without classes of characters.
 * @returns whether a path from the root of the context, with slashes, is left out of it.
 */
export function ignoreRules(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }));
  return (path) => {
    const deciding = rules.findLast(({ pattern }) => pattern.test(path));
    return deciding !== undefined && !deciding.keeps;
  };
}

/** Matches what the pattern names, and everything below it. */
function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/^\/|\/$/g, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (part) => WILDCARDS[part] ?? part);
  return new RegExp(`^${source}(?:/|$)`);
}

const WILDCARDS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
