import { Catalog, CircuitBreaker, UpstreamLimits } from '@voxlane/speech';
import { ClipMemory } from '../clip/clip-memory.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { GatewayDeps } from '../gateway-deps.ts';

/** What all routes of an app that speak have in common, so that what one of them learns or takes counts for all. */
export interface SharedState {
  breaker: CircuitBreaker;
  upstreamLimits: UpstreamLimits;
  catalog: Catalog;
  clipMemory: ClipMemory;
}

/** The state of a fresh app. */
export function sharedState(
  { clock, fetch }: Pick<GatewayDeps, 'clock' | 'fetch'>,
  { breakerFailures }: Pick<GatewayConfig, 'breakerFailures'>,
): SharedState {
  return {
    breaker: new CircuitBreaker(clock, breakerFailures),
    upstreamLimits: new UpstreamLimits(clock),
    catalog: new Catalog({ clock, fetch }),
    clipMemory: new ClipMemory(),
  };
}
