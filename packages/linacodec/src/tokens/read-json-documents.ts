import { type JsonDocumentLimits, JsonDocuments } from './json-documents.ts';
import { TokenError } from './token-error.ts';

/**
 * Bytes in pieces of any size -> the JSON documents in them, each as soon as it is complete. Reads on only when asked.
 * @throws TokenError when the bytes are not UTF-8, or what JsonDocuments finds wrong
 */
export async function* readJsonDocuments(
  chunks: AsyncIterable<Uint8Array>,
  limits: JsonDocumentLimits = {},
): AsyncGenerator<unknown, void, void> {
  const documents = new JsonDocuments(limits);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) {
    const text = decoded(() => decoder.decode(chunk, { stream: true }));
    yield* documents.push(text);
  }
  const rest = decoded(() => decoder.decode());
  yield* documents.push(rest);
  yield* documents.end();
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch (cause) {
    throw new TokenError('the input is not UTF-8 text; JSON is expected', { cause });
  }
}
