import { HandlerError } from '../job/handler.ts';
import { isChunkMessage } from '../speech/chunk-message.ts';
import { isTokenMessage } from '../speech/token-message.ts';
import { isWholeClip } from '../speech/whole-clip.ts';
import type { Faults } from './faults.ts';
import { TOKEN_FAULT_NAMES } from './token-faults.ts';

/** Faults of the bytes of audio. */
const BYTE_FAULT_NAMES = ['encoding', 'rates', 'oddSplit', 'badBase64'] as const;

/**
 * The messages as they are, unless they are of a kind that a fault of the job cannot harm: then a HandlerError says so,
 * for a test that asks for damage and gets none proves nothing.
 */
export async function* refuseMisfits(messages: AsyncIterable<unknown>, faults: Faults): AsyncGenerator<unknown> {
  const { shape = 'chunk' } = faults;
  const ofBytes = BYTE_FAULT_NAMES.filter((name) => faults[name] !== undefined && faults[name] !== false);
  const shaped = shape === 'chunk' || shape === 'tokens' ? [] : ['shape'];
  const ofTokens = shape === 'tokens' ? [] : TOKEN_FAULT_NAMES.filter((name) => faults[name] !== undefined);
  for await (const message of messages) {
    if (isTokenMessage(message)) refuse([...ofBytes, ...shaped], 'audio in bytes, and this job sends tokens');
    if (isChunkMessage(message)) refuse(ofTokens, 'chunks of tokens, and this job sends audio in bytes');
    if (isWholeClip(message))
      refuse([...ofBytes, ...shaped, ...ofTokens], 'chunks of speech, and this job gives a whole clip');
    yield message;
  }
}

function refuse(names: readonly string[], wanted: string): void {
  if (names.length > 0) throw new HandlerError(`faults ${names.join(', ')}: for ${wanted}`);
}
