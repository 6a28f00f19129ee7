import { type Clock, withDeadline } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import { callSidecar, letGo, type SidecarWay } from './call-sidecar.ts';

/** Whether a sidecar answers its `/health` with 200 within `timeoutMs`. Never throws. */
export async function isAlive(way: SidecarWay, timeoutMs: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const late = () => new Problem('sidecar_unreachable', `The sidecar did not answer within ${timeoutMs} ms`);
  try {
    const response = await withDeadline(clock, timeoutMs, signal, late, (inner) => callSidecar('/health', way, inner));
    letGo(response);
    return response.status === 200;
  } catch {
    return false;
  }
}
