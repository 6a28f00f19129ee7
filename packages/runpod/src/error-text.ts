/** Longest error text that a client is shown, in UTF-16 units. */
const MAX_LENGTH = 300;
/** Longest text that is looked through; tracebacks can be megabytes. */
const MAX_INPUT = 20_000;
/** RunPod wraps a handler's JSON in its own string, and that once more. */
const MAX_DEPTH = 4;

/** Where a message hides in error objects of RunPod, its SDK, FastAPI and problem+json, best first. */
const MESSAGE_FIELDS = ['error_message', 'errorMessage', 'message', 'detail', 'error', 'title', 'msg', 'reason'];

/** Everything from here on is for the operator of the worker, not for a listener. */
const TRACEBACK = /\s*(?:\\n|\n)?\s*(?:traceback\b|Traceback \(most recent|\bFile "|\bat [\w$.<>]+ \().*$/is;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bBearer\s+[^\s"',;]+/gi, 'Bearer ***'],
  [/\b(?:rpa|sk|hf|pk|ghp|AKIA)[_-]?[A-Za-z0-9_-]{12,}/g, '***'],
  [/\b(?:api[_-]?key|token|secret|password|authorization)\b["']?\s*[:=]\s*["']?[^\s"',;}]+/gi, '(a secret)'],
  [/\bhttps?:\/\/[^\s"'<>)]+/gi, '(a URL)'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '(an address)'],
  [/\b(?:[a-z0-9-]+\.)+(?:runpod\.(?:ai|io|net)|internal|local|lan|amazonaws\.com)\b/gi, '(a host)'],
  [/\b(?:hostname|worker_?id)\b["']?\s*[:=]\s*["']?[^\s"',;}]+/gi, '(a host)'],
  [/(?:\/[\w.@+-]+){2,}/g, '(a path)'],
];

/**
 * One clean line out of whatever an upstream gave as its error: a string, a JSON string inside a string, an object, an
 * HTML page. Tracebacks, host names, addresses, paths, URLs and anything like a key are taken out.
 * @returns the text, or an empty string when nothing sayable is left.
 */
export function cleanErrorText(error: unknown): string {
  const raw = messageOf(error, 0).slice(0, MAX_INPUT);
  if (/^\s*<(?:!doctype|html)/i.test(raw)) return htmlTitle(raw);
  const said = SECRETS.reduce((text, [pattern, mask]) => text.replace(pattern, mask), raw.replace(TRACEBACK, ''));
  const line = said.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

function messageOf(error: unknown, depth: number): string {
  if (error === null || error === undefined || depth > MAX_DEPTH) return '';
  if (typeof error === 'string') return messageInText(error.slice(0, MAX_INPUT), depth);
  if (typeof error !== 'object') return String(error);
  if (Array.isArray(error)) return messageOf(error[0], depth + 1);
  const fields = error as Record<string, unknown>;
  for (const name of MESSAGE_FIELDS) {
    const message = messageOf(fields[name], depth + 1);
    if (message !== '') return message;
  }
  return '';
}

/** A text may be JSON itself, or carry JSON behind a prefix of the platform. */
function messageInText(text: string, depth: number): string {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start === -1 || end < start) return text;
  for (const from of new Set([start, text.lastIndexOf('{')])) {
    const parsed = tryParse(text.slice(from, end + 1));
    const message = parsed === undefined ? '' : messageOf(parsed, depth + 1);
    if (message !== '') return message;
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

function htmlTitle(html: string): string {
  const title = /<title>([^<]{1,100})/i.exec(html)?.[1]?.trim();
  return title === undefined || title === '' ? 'an HTML page' : `an HTML page titled "${title}"`;
}
