import { ask } from '../../../../workers/test/e2e/harness/listener.ts';
import { DIRECT } from './lane.ts';
import type { LaneSidecar } from './lane-sidecar.ts';

/** The 48 kHz PCM that `/v1/decode` makes of a body, which may be any JSON; throws with what it says instead. */
export async function decoded({ url }: LaneSidecar, json: unknown): Promise<Buffer> {
  const answer = await ask(url, { path: '/v1/decode', json, headers: DIRECT });
  const { bytes, broken } = await answer.hear();
  if (answer.status !== 200 || broken)
    throw new Error(`/v1/decode: ${answer.status} ${bytes.toString('latin1', 0, 300)}`);
  return bytes;
}
