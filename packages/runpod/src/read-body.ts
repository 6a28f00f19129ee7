import { Problem } from '@voxlane/schema';

/**
 * Reads a whole body, at most `maxBytes` of it.
 * @throws Problem `upstream_bad_reply` when it is longer, before the rest is taken into memory.
 */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array(0);
  const declared = Number(response.headers.get('content-length') ?? 0);
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  try {
    if (declared > maxBytes) throw tooLarge(maxBytes);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      parts.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
  return joinBytes(parts, size);
}

/** Reads and parses a JSON body of at most `maxBytes`. @throws Problem `upstream_bad_reply` for anything else. */
export async function readJson(response: Response, maxBytes: number): Promise<unknown> {
  const text = new TextDecoder().decode(await readBody(response, maxBytes));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('upstream_bad_reply', 'The upstream answered with something that is not JSON', { cause });
  }
}

function joinBytes(parts: readonly Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('upstream_bad_reply', `The upstream's reply is larger than ${maxBytes} bytes`, {
    retryable: false,
  });
}
