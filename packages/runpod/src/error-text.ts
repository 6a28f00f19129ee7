/** Longest error text that a client is shown, in UTF-16 units. */
const MAX_LENGTH = 300;
/** Longest title of an HTML page that a client is shown, in UTF-16 units. */
const MAX_TITLE_LENGTH = 100;
/** Longest text that is looked through, in UTF-16 units; the sentence that matters stands at its beginning. */
const MAX_INPUT = 20_000;
/** Longest text that is tried as JSON, in UTF-16 units: a message may stand behind a traceback of many pages. */
const MAX_JSON = 256 * 1024;
/** RunPod wraps a handler's JSON in its own string, and that once more. */
const MAX_DEPTH = 4;

/** Where a message hides in error objects of RunPod, its SDK, FastAPI and problem+json, best first. */
const MESSAGE_FIELDS = ['error_message', 'errorMessage', 'message', 'detail', 'error', 'title', 'msg', 'reason'];

const HTML_PAGE = /^\s*<(?:!doctype|html)/i;
const HTML_TITLE = /<title\b[^>]{0,200}>([^<]{1,1000})/i;

/** White space, control characters, and line ends that were escaped once too often. */
const BLANKS = /(?:[\p{Cc}\s]|\\[nr])+/gu;

/** A Python traceback, one of its frames, or a frame of JavaScript: from there on it is for the worker's operator. */
const TRACEBACK = /traceback\b|\bFile \\?"[^"]{1,300}", line \d|\bat (?:async |new )?[\w$.<>]+ \([^()\s]*:\d/i;
/** What may stand between a message and its traceback: the field's name, and the punctuation around it. */
const FIELD_NAME = /\w/;
const PUNCTUATION = /[\s"'\\{[(,:-]/;

const QUOTED = String.raw`\\"[^"]*"?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?`;
/** HTTP authentication schemes: the value proper stands behind them. */
const SCHEME = '(?:basic|bearer|digest|token|apikey|negotiate|aws4-hmac-sha256) ';
/** `=` or `:` and a value, which reaches to its closing quote or to the next blank. */
const VALUE = String.raw`\\?["']? ?[:=]{1,2}>? ?(?:${QUOTED}|(?:${SCHEME})?[^\s"']\S*)`;
const SECRET_NAME =
  '(?:(?:api|access|private|secret|account)[_-]?key|token|secret|passw(?:or)?d|passphrase|pwd|credentials?|authorization|cookie)';

/**
 * What a client must not see, and what stands for it. All patterns are tried at one place before the next, so a mask is
 * never masked again. None has a group that captures, and each works in linear time: a run that may be long is either
 * bounded, or entered only at its beginning.
 */
const MASKS: readonly (readonly [pattern: string, mask: string])[] = [
  [String.raw`\w[\w+.-]{0,30}:(?:\\?/){2}(?:[^\s@]{0,200}@)?[^\s"'<>)]*`, '(a URL)'],
  [String.raw`(?<![\w-])[\w-]*${SECRET_NAME}(?:[_-][\w-]{0,40})?${VALUE}`, '(a secret)'],
  [String.raw`\bbearer [^\s"',;]+`, '(a secret)'],
  [String.raw`(?:rpa|hf|gh[opsu])_[a-z0-9]{10,}|(?<![a-z0-9])(?:[sp]k[_-][\w-]{12,}|AKIA[a-z0-9]{12,})`, '(a secret)'],
  [String.raw`\b(?:hostname|(?:worker|endpoint|pod)_?id)${VALUE}`, '(a host)'],
  [String.raw`(?<![\w.-])[\w.-]*\.(?:runpod\.(?:ai|io|net)|internal|local|lan|amazonaws\.com)\b`, '(a host)'],
  [String.raw`\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b`, '(an address)'],
  [String.raw`(?:/[\w.@+=:%~-]+){2,}`, '(a path)'],
];
const SECRET = new RegExp(MASKS.map(([pattern]) => `(${pattern})`).join('|'), 'gi');

/**
 * One clean line out of whatever an upstream gave as its error: a string, a JSON string inside a string, an object, an
 * HTML page. Tracebacks, host names, addresses, paths, URLs and anything like a key are taken out.
 * @returns the text, or an empty string when nothing sayable is left.
 */
export function cleanErrorText(error: unknown): string {
  const raw = messageOf(error, 0);
  if (!HTML_PAGE.test(raw)) return shorten(mask(withoutTraceback(oneLine(raw))), MAX_LENGTH);
  const title = shorten(mask(oneLine(HTML_TITLE.exec(raw)?.[1] ?? '')), MAX_TITLE_LENGTH);
  return title === '' ? 'an HTML page' : `an HTML page titled "${title}"`;
}

function oneLine(text: string): string {
  return text.replace(BLANKS, ' ').trim();
}

function withoutTraceback(line: string): string {
  const start = TRACEBACK.exec(line)?.index;
  return start === undefined ? line : trimEnd(trimEnd(line.slice(0, start), FIELD_NAME), PUNCTUATION);
}

/** By hand, because a pattern that ends in `+$` takes quadratic time. */
function trimEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function mask(line: string): string {
  return line.replace(SECRET, (_, ...groups: (string | undefined)[]) => {
    const which = groups.findIndex((group) => group !== undefined);
    return MASKS[which]?.[1] ?? '';
  });
}

function shorten(line: string, length: number): string {
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

function messageOf(error: unknown, depth: number): string {
  if (error === null || error === undefined || depth > MAX_DEPTH) return '';
  if (typeof error === 'string') return messageInText(error.slice(0, MAX_JSON), depth).slice(0, MAX_INPUT);
  if (typeof error !== 'object') return String(error);
  if (Array.isArray(error)) return messageOf(error[0], depth + 1);
  const fields = error as Record<string, unknown>;
  for (const name of MESSAGE_FIELDS) {
    const message = messageOf(fields[name], depth + 1);
    if (message !== '') return message;
  }
  return '';
}

/** A text may be JSON itself, or carry JSON behind a prefix of the platform. JSON without a message is left out. */
function messageInText(text: string, depth: number): string {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}') + 1;
  if (start === -1 || end <= start || HTML_PAGE.test(text)) return text;
  for (const from of new Set([start, text.lastIndexOf('{')])) {
    const parsed = tryParse(text.slice(from, end));
    if (parsed === undefined) continue;
    const message = messageOf(parsed, depth + 1);
    return message === '' ? `${text.slice(0, from)} ${text.slice(end)}`.trim() : message;
  }
  return text;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
