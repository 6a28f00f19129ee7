import { Problem } from '@voxlane/schema';

/** An endpoint of RunPod's queue API: `base` is `https://api.runpod.ai/v2/ID`, without an operation behind it. */
export interface QueueEndpoint {
  kind: 'queue';
  base: string;
}

/** A load-balancing endpoint: `url` is posted to, and its response body is the stream. */
export interface LoadBalancingEndpoint {
  kind: 'lb';
  url: string;
}

export type Endpoint = QueueEndpoint | LoadBalancingEndpoint;

const QUEUE_PATH = /^(?<base>.*\/v2\/[^/]+)(?:\/(?:run|runsync|stream|status|health))?$/;
const BARE_OPERATION = /^(?<base>.*)\/(?:run|runsync)$/;
/** A load-balancing endpoint has a host of its own, and may serve any path there, also one like the queue's. */
const LB_HOST = /^(?<id>[\w-]+)\.api\.runpod\.ai$/;

/**
 * Reads an endpoint setting. `https://ID.api.runpod.ai` is load-balancing, whatever its path. Elsewhere `/v2/ID` with
 * or without an operation is the queue API, so is any path that ends in `/run` or `/runsync`; every other http(s) URL
 * is load-balancing. `kind` forces one of the two.
 * @param path where a load-balancing URL without a path posts to.
 * @throws Problem `not_configured` for what is no http(s) URL, or carries a user name or password.
 */
export function parseEndpoint(setting: string, kind: 'auto' | 'queue' | 'lb' = 'auto', path = '/'): Endpoint {
  const url = readUrl(setting.trim());
  const asked = url.pathname.replace(/\/+$/, '');
  const own = kind === 'auto' && LB_HOST.test(url.hostname);
  if (kind !== 'lb' && !own) {
    const match = QUEUE_PATH.exec(asked) ?? BARE_OPERATION.exec(asked);
    const base = match?.groups?.base ?? (kind === 'queue' ? asked : undefined);
    if (base !== undefined) return { kind: 'queue', base: url.origin + base };
  }
  if (asked === '') url.pathname = path;
  return { kind: 'lb', url: url.href };
}

function readUrl(setting: string): URL {
  const url = URL.canParse(setting) ? new URL(setting) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Problem('not_configured', 'An endpoint must be an http(s) URL such as https://api.runpod.ai/v2/ID');
  }
  if (url.username !== '' || url.password !== '') {
    throw new Problem('not_configured', 'An endpoint must not carry a user name or password; use RUNPOD_API_KEY');
  }
  return url;
}

/** Where `GET` tells the workers and the queue of an endpoint; undefined when the URL does not show its id. */
export function healthUrl(endpoint: Endpoint): string | undefined {
  if (endpoint.kind === 'queue') return `${endpoint.base}/health`;
  const id = LB_HOST.exec(new URL(endpoint.url).hostname)?.groups?.id;
  return id === undefined ? undefined : `https://api.runpod.ai/v2/${id}/health`;
}
