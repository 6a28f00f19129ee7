import { isPieceMessage } from '../speech/chunk-message.ts';
import type { Faults } from './faults.ts';

/**
 * Messages of which some audio chunks come twice or change places with the next, or are to be lost on their way to the
 * platform: those are still the handler's, so they go on from here after `onLost`. Chunks count from 1.
 */
export async function* resequence(
  messages: AsyncIterable<unknown>,
  { lose, duplicate, swap }: Faults,
  onLost: (chunk: number) => void,
): AsyncGenerator<unknown> {
  let number = 0;
  let late: unknown[] = [];
  for await (const message of messages) {
    const audio = isPieceMessage(message);
    if (audio) number++;
    const waiting = late;
    late = [];
    if (audio && lose?.includes(number)) onLost(number);
    if (audio && swap?.includes(number)) late = [message];
    // A late chunk comes after the next one, but never after the handler's last word.
    else if (audio) yield message;
    if (audio && duplicate?.includes(number) && late.length === 0) yield message;
    yield* waiting;
    if (!audio) yield message;
  }
  yield* late;
}
