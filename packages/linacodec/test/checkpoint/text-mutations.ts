import { pick } from './byte-mutations.ts';

/** Changed text, and in words what was done to it. */
export interface TextMutant {
  text: string;
  what: string;
}

const TOKENS = /-?\d+(?:\.\d+)?|[A-Za-z_][\w.]*|[^\w\s]|\n *-?/g;

/** What numbers are replaced by. */
const NUMBERS = ['0', '-1', '1', '2', '3', '7', '0.5', '1e9', '1e308', '-0', '4294967296', '9007199254740993', '1e400'];

/** What anything is replaced by: the grammar of JSON and YAML, and words that mean something in them. */
const WORDS = [
  ...['{', '}', '[', ']', '"', "'", ',', ':', ': ', '- ', '\n', '\n\n', '\t', '#', '&a ', '*a', '<<: *a', '!!binary '],
  ...[
    'null',
    'true',
    'false',
    '~',
    '.nan',
    '.inf',
    '""',
    '[]',
    '{}',
    '|',
    '>',
    '%YAML 1.1\n---\n',
    '---',
    '...',
    '\\u0000',
  ],
  ...[
    '"F16"',
    '"I64"',
    '"F8_E4M3"',
    '__proto__',
    '__metadata__',
    'constructor',
    'same',
    'center',
    '\ud800',
    '\u{1f600}',
  ],
  ...['[[[[[[[[', '"a":1,', 'data_offsets', 'shape', 'dtype', 'window_size: 31', 'use_adaln_zero: true', 'dim: 8'],
];

/** Makes an editor of one text: each call changes one to three of its words, numbers or marks. */
export function textEditor(text: string): (random: () => number) => TextMutant {
  const tokens = [...text.matchAll(TOKENS)].map((match) => ({ at: match.index, token: match[0] }));
  return (random) => {
    const edits = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
      const { at, token } = pick(random, tokens) ?? { at: 0, token: '' };
      return { at, token, next: replacement(random, token, pick(random, tokens)?.token ?? '') };
    }).sort((a, b) => b.at - a.at);
    let changed = text;
    for (const { at, token, next } of edits) changed = changed.slice(0, at) + next + changed.slice(at + token.length);
    return { text: changed, what: edits.map(({ at, token, next }) => `'${token}' at ${at} made '${next}'`).join(', ') };
  };
}

function replacement(random: () => number, token: string, other: string): string {
  const isNumber = !Number.isNaN(Number(token)) && token.trim() !== '';
  const choices = [other, '', token + token, pick(random, WORDS) ?? ''];
  if (!isNumber) return pick(random, choices) ?? '';
  const near = `${Number(token) + Math.floor(random() * 5) - 2}`;
  return pick(random, [...choices, near, near, `${Number(token) * 2}`, pick(random, NUMBERS) ?? '']) ?? '';
}
