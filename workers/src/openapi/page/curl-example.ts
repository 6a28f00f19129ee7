import type { Operation } from '../openapi-document.ts';

/** Where the example of an operation goes. */
export interface Target {
  origin: string;
  path: string;
  method: string;
}

/** An operation as a line for a POSIX shell; nothing in it can end a quotation, whatever the origin is. */
export function curlExample({ origin, path, method }: Target, operation: Operation): string {
  const body = bodyOf(operation);
  const parts = [
    `curl ${method === 'get' ? '' : '--no-buffer '}${quoted(origin + withExamples(path, operation))}`,
    ...(operation.security === undefined ? [] : ['--header "Authorization: Bearer $API_KEY"']),
    ...(body === undefined
      ? []
      : ["--header 'Content-Type: application/json'", `--data ${quoted(JSON.stringify(body))}`]),
    ...(body === undefined ? [] : [`--output speech.${extensionOf(operation, body)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** The first example of the operation's body. */
function bodyOf({ requestBody }: Operation): Readonly<Record<string, unknown>> | undefined {
  const examples = Object.values(requestBody?.content['application/json']?.examples ?? {});
  const value = examples[0]?.value;
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function extensionOf({ responses }: Operation, body: Readonly<Record<string, unknown>>): unknown {
  const [type] = Object.keys(responses[200]?.content ?? {});
  if (type === 'application/json') return 'json';
  return body.format ?? body.response_format ?? (type === 'audio/wav' ? 'wav' : 'pcm');
}

function withExamples(path: string, { parameters = [] }: Operation): string {
  return parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((filled, { name, example }) => filled.replace(`{${name}}`, encodeURIComponent(String(example))), path);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
