import { type Clock, withDeadline } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';

/** Most bytes of an answer that is no audio: an error or a state takes far less, and nobody may fill our memory. */
const MAX_BYTES = 64 * 1024;

/** Fields of a JSON object whose values are not checked yet. */
export type JsonFields = Readonly<Record<string, unknown>>;

/**
 * The JSON object that a body is; undefined when it is anything else, longer than 64 kB, breaks off or takes longer
 * than `timeoutMs`.
 * @throws the signal's reason when it aborts.
 */
export async function readJson(
  { body }: Response,
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<JsonFields | undefined> {
  if (body === null) return undefined;
  const reader = body.getReader();
  const late = () => new Problem('upstream_bad_reply', `The sidecar's answer took longer than ${timeoutMs} ms`);
  try {
    return jsonObject(await withDeadline(clock, timeoutMs, signal, late, () => readText(reader)));
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** @throws RangeError for more than MAX_BYTES. */
async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_BYTES) throw new RangeError(`more than ${MAX_BYTES} bytes`);
    text += decoder.decode(value, { stream: true });
  }
}

/** @throws SyntaxError for what is no JSON. */
function jsonObject(text: string): JsonFields | undefined {
  const value: unknown = JSON.parse(text);
  return isFields(value) ? value : undefined;
}

/** True for an object with fields, as opposed to a list, null or a plain value. */
export function isFields(value: unknown): value is JsonFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
