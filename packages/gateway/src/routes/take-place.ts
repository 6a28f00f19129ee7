import type { Speech } from '@voxlane/speech';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { RequestRecord } from '../log/request-record.ts';

/**
 * Takes a place for a speech, where places are counted; without one the request is refused before it is answered.
 * @param begin begins to speak, once it is its turn.
 * @throws Problem `overloaded`
 */
export function takePlace(
  { admission, clock }: Pick<GatewayDeps, 'admission' | 'clock'>,
  record: RequestRecord,
  signal: AbortSignal,
  begin: () => Promise<Speech>,
): { start: () => Promise<Speech>; leave: () => void } {
  const ticket = admission?.enter(signal);
  const start = async () => {
    if (ticket !== undefined) {
      const asked = clock.now();
      await ticket.turn;
      record.waitMs = clock.now() - asked;
    }
    record.begun = true;
    return begin();
  };
  return { start, leave: () => ticket?.leave() };
}
