import type { probeService, ServiceConfig, ServiceProbe } from '@voxlane/speech';
import type { GatewayDeps } from '../gateway-deps.ts';

/** What `/ready` says of one service. */
export interface ServiceState {
  configured: boolean;
  /** Missing for a service that is not configured: there is nothing to reach. */
  reachable?: boolean;
  /** Counts of GPU workers by state, where the platform tells them; none at all is normal between requests. */
  workers?: ServiceProbe['workers'];
  message?: string;
}

/** Longest wait for one service in milliseconds: load balancers give a readiness check about 5 s. */
export const PROBE_MS = 3_000;

/** What asking takes. */
export interface ProbeDeps extends Pick<GatewayDeps, 'fetch' | 'clock' | 'random' | 'serviceGap'> {
  probeService: typeof probeService;
}

/** Asks one service how it is. Never throws and never waits longer than the limit. */
export async function serviceState(
  service: ServiceConfig,
  { fetch, clock, random, probeService, serviceGap }: ProbeDeps,
): Promise<ServiceState> {
  const gap = serviceGap(service);
  if (gap !== undefined) return { configured: false, message: gap };
  const limit = new AbortController();
  const late = clock.sleep(PROBE_MS, limit.signal).then(() => ({
    reachable: false,
    message: `gave no answer within ${PROBE_MS} ms`,
  }));
  try {
    const probe = probeService(service, { fetch, clock, random, signal: limit.signal });
    return { configured: true, ...(await Promise.race([probe, late])) };
  } catch {
    // What was thrown may name the endpoint, which is nobody's business here.
    return { configured: true, reachable: false, message: 'could not be reached' };
  } finally {
    limit.abort();
  }
}
