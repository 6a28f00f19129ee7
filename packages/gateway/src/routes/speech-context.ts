import type { ServiceConfigs, SpeechContext } from '@voxlane/speech';
import type { Context } from 'hono';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import type { SharedState } from './shared-state.ts';

/** What a route that speaks works with. */
export interface SpeechRouteParts {
  deps: GatewayDeps;
  config: GatewayConfig;
  shared: SharedState;
}

/** What a context has of its request. */
interface Asked {
  services: ServiceConfigs;
  /** Aborts when the listener leaves. */
  signal: AbortSignal;
  /** True where the listener sees meanwhile that something happens, so that a GPU may take longer to wake up. */
  patient: boolean;
}

/** The world around the speech of one request, but for who is told of its report. */
export function speechContext(
  c: Context<GatewayEnv>,
  { deps, config, shared }: SpeechRouteParts,
  { services, signal, patient }: Asked,
): SpeechContext & Pick<SharedState, 'upstreamLimits'> {
  const { fetch, clock, random, tokenDecoder } = deps;
  const { limits: all, eventsQueueMs, lookAhead, attempts, keepsColdJobs } = config;
  const { breaker, upstreamLimits } = shared;
  const limits = patient ? { ...all, queueMs: eventsQueueMs } : all;
  const decoder = tokenDecoder === undefined ? {} : { tokenDecoder };
  const own = {
    requestId: c.get('requestId'),
    signal,
    defer: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  };
  const settings = { services, limits, lookAhead, attempts, keepsColdJobs };
  return { ...settings, fetch, clock, random, ...decoder, breaker, upstreamLimits, ...own };
}
