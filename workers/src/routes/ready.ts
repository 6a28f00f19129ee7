import { SERVICE_IDS, type ServiceId } from '@voxlane/schema';
import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';
import type { AppEnv } from '../app-env.ts';
import type { EdgeConfig } from '../config/read-config.ts';
import { PROBE_MS, type ServiceState, serviceState } from './service-state.ts';

/** Milliseconds from the beginning of one look at the services to the next. */
const CACHE_MS = 2_000;

type States = Readonly<Record<ServiceId, ServiceState>>;

/** `GET /ready`: each service, and 503 when one that is configured cannot serve, or none is configured. */
export function ready(deps: AppDeps, config: EdgeConfig): Handler<AppEnv> {
  const look = keptStates(deps, config);
  return async (c) => {
    const services = await look();
    const common = { tier: 'middleware-cloudflare', timestamp: deps.date().toISOString(), services };
    const headers = { 'Cache-Control': 'no-store' };
    const lack = lackOf(services);
    if (lack === undefined) return c.json({ status: 'ready', ...common }, 200, headers);
    return c.json({ status: 'not_ready', ...lack, ...common, requestId: c.get('requestId') }, 503, headers);
  };
}

/**
 * A look at the services. A flood of checks is no flood upstream: while a look is recent or under way, everybody else
 * gets what the one before it found. Only the checks that come before the first look is over each look for themselves.
 */
function keptStates(deps: AppDeps, config: EdgeConfig): () => Promise<States> {
  // States are kept, not the promise of them: a Worker may not wait for what another request began.
  let states: States | undefined;
  let latest: Look | undefined;
  return async () => {
    const begunAt = deps.clock.now();
    if (states !== undefined && latest !== undefined && begunAt - latest.begunAt < restMs(latest)) return states;
    const look: Look = { begunAt, over: false };
    latest = look;
    states = await statesOf(deps, config);
    look.over = true;
    return states;
  };
}

interface Look {
  /** Milliseconds on the clock of the app. */
  begunAt: number;
  over: boolean;
}

/** A look that is not over after PROBE_MS never will be: the runtime ended it with the request that it was for. */
function restMs({ over }: Look): number {
  return over ? CACHE_MS : PROBE_MS;
}

async function statesOf(deps: AppDeps, config: EdgeConfig): Promise<States> {
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
