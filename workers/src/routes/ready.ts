import { type GatewayConfig, type GatewayEnv, keptLook, type ServiceState, serviceState } from '@voxlane/gateway';
import { SERVICE_IDS, type ServiceId } from '@voxlane/schema';
import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';

type States = Readonly<Record<ServiceId, ServiceState>>;

/** `GET /ready`: each service, and 503 when one that is configured cannot serve, or none is configured. */
export function ready(deps: AppDeps, config: GatewayConfig): Handler<GatewayEnv> {
  const look = keptLook(deps.clock, () => statesOf(deps, config));
  return async (c) => {
    const services = await look();
    const common = { tier: 'middleware-cloudflare', timestamp: deps.date().toISOString(), services };
    const headers = { 'Cache-Control': 'no-store' };
    const lack = lackOf(services);
    if (lack === undefined) return c.json({ status: 'ready', ...common }, 200, headers);
    return c.json({ status: 'not_ready', ...lack, ...common, requestId: c.get('requestId') }, 503, headers);
  };
}

async function statesOf(deps: AppDeps, config: GatewayConfig): Promise<States> {
  const entries = SERVICE_IDS.map(async (id) => [id, await serviceState(config.services[id], deps)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Record<ServiceId, ServiceState>;
}

function lackOf(services: States): { error: string; code: string } | undefined {
  const configured = SERVICE_IDS.filter((id) => services[id].configured);
  if (configured.length === 0) return { error: 'No service is configured', code: 'not_configured' };
  const failing = configured.filter((id) => services[id].reachable !== true);
  if (failing.length === 0) return undefined;
  return { error: `These services cannot be reached: ${failing.join(', ')}`, code: 'upstream_unreachable' };
}
