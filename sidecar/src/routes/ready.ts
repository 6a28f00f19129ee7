import { type GatewayEnv, keptLook, type ServiceState, serviceState } from '@voxlane/gateway';
import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';

/** What is not as it should be, in the shape of an error. */
interface Lack {
  error: string;
  code: string;
}

/** `GET /ready`: model, line and endpoint, and 503 when a listener who came now could not be served. */
export function ready(deps: AppDeps): Handler<GatewayEnv> {
  const look = keptLook(deps.clock, () => serviceState(deps.config.services.echotts, deps));
  return async (c) => {
    const echotts = await look();
    const body = {
      tier: deps.tier,
      timestamp: deps.date().toISOString(),
      services: { echotts },
      model: modelState(deps),
      streams: streamState(deps),
    };
    const headers = { 'Cache-Control': 'no-store' };
    const lack = lackOf(deps, echotts);
    if (lack === undefined) return c.json({ status: 'ready', ...body }, 200, headers);
    return c.json({ status: 'not_ready', ...lack, ...body, requestId: c.get('requestId') }, 503, headers);
  };
}

function lackOf({ model, admission, config }: AppDeps, endpoint: ServiceState): Lack | undefined {
  if (admission.closed) return { error: 'This sidecar is shutting down', code: 'overloaded' };
  if (model.loaded === undefined) return { error: 'The codec model is still being loaded', code: 'overloaded' };
  if (admission.active >= config.maxStreams && admission.waiting >= config.maxQueue) {
    return { error: 'Every place is taken, and the line before them is full', code: 'overloaded' };
  }
  if (!endpoint.configured) return { error: endpoint.message ?? 'No endpoint is configured', code: 'not_configured' };
  if (endpoint.reachable === true) return undefined;
  return { error: 'The speech model cannot be reached', code: 'upstream_unreachable' };
}

function modelState({ model, config }: AppDeps) {
  const { loaded, progress } = model;
  // A folder's path is nobody's business.
  const name = config.codec.model.split(/[/\\]/).slice(-2).join('/');
  if (loaded === undefined) return { name, loaded: false, ...(progress === undefined ? {} : { downloaded: progress }) };
  const { tokenRate, workers, threads, precision } = loaded.decoder.info;
  return { name, loaded: true, tokenRate, workers, threads, precision, realTimeFactor: round(loaded.realTimeFactor) };
}

function streamState({ admission, config }: AppDeps) {
  const { active, waiting } = admission;
  return { active, waiting, most: config.maxStreams, mostWaiting: config.maxQueue };
}

function round(factor: number): number {
  return Number(factor.toPrecision(3));
}
