import type { PlayerError } from '../player-error.ts';
import { problemOf } from './problem.ts';

/** Error bodies are short; what comes after this many bytes is not read. */
const MAX_BYTES = 65_536;

/** What a refused request was refused for. Never throws: a body that cannot be read leaves the status to tell. */
export async function readProblem(response: Response): Promise<PlayerError> {
  const { status, headers } = response;
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN);
  const retryAfterS = Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
  return problemOf(await readJson(response).catch(() => undefined), { status, retryAfterS });
}

async function readJson(response: Response): Promise<unknown> {
  const utf8 = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MAX_BYTES) return undefined;
    text += utf8.decode(part, { stream: true });
  }
  return JSON.parse(text + utf8.decode());
}
