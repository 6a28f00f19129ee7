/** A random number in [0, 1), as `Math.random`. */
export type Random = () => number;

/** Mulberry32, T. Ettinger's public-domain generator: 32 bits of state, enough to vary test text. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bits of many scripts, with everything that has rules of its own. */
const WORDS = [
  ...['the', 'A', 'Dr.', 'e.g.', 'U.S.', 'J.', 'fox', 'jumped', '3.14', 'v1.2', 'No.', '5', 'p.m.', "don't", 'foo.txt'],
  ...[
    'https://a.b/c?D=e',
    'a@b.co',
    'Straße',
    'z.B.',
    'été',
    'Señor',
    'привет',
    'т.е.',
    'Донау',
    'γειά',
    'שלום',
    'مرحبا',
  ],
  ...[
    '你好',
    '走吧',
    '字',
    'はい',
    'カタカナ',
    '안녕',
    'สวัสดี',
    'ภาษา',
    'नमस्ते',
    'क्षत्रिय',
    'தமிழ்',
    'မြန်မာ',
    'e\u0301',
    '𐍈',
    '½',
    '€5',
  ],
];
const MARKS = [
  ...[
    '. ',
    '! ',
    '? ',
    ', ',
    '; ',
    ': ',
    ' — ',
    '... ',
    '… ',
    '。',
    '！',
    '，',
    '、',
    '؟ ',
    '، ',
    '। ',
    '." ',
    '.) ',
    '」',
    '「',
    '(',
  ],
  ...[' ', ' ', ' ', ' ', ' ', ' ', '  ', '\n', '\n\n', '\r\n', '\u2029', '\u00a0', '\u200b', '\t', '-', '', ''],
];
const ODDITIES = [
  '😀',
  '👩‍👩‍👧',
  '🇩🇪',
  '👍🏽',
  '\u0301',
  '\u200d',
  '\ufe0f',
  '\ud800',
  '\udc00',
  '\u0600',
  '\u0e33',
  '\u3164',
  '***',
  '\0',
];

const pick = (random: Random, list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';

/** Text of `count` words of mixed scripts with marks between them; `odd` is the share of oddities, 0 to 1. */
export function randomText(random: Random, count: number, odd: number): string {
  let text = '';
  for (let word = 0; word < count; word += 1) {
    text += random() < odd ? pick(random, ODDITIES) : pick(random, WORDS);
    text += random() < odd ? pick(random, ODDITIES) : pick(random, MARKS);
  }
  return text;
}
