import type { Endpoint } from '@voxlane/runpod';

/** The API, its load-balancing endpoints at `ID.api.runpod.ai`, and the company's own site. */
const RUNPOD_HOST = /(?:^|\.)runpod\.ai$|^runpod\.io$/;

/** As URL writes them: it has already turned `127.1` and the like into four numbers. */
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * True when RUNPOD_API_KEY may go to an endpoint: never in clear text over a network, and to others than RunPod only
 * when the operator says so.
 * @param sendKey what SERVICES says of the service.
 */
export function takesKey(endpoint: Endpoint, sendKey: boolean): boolean {
  const { protocol, hostname } = endpointAddress(endpoint);
  if (LOOPBACK_HOST.test(hostname)) return true;
  return protocol === 'https:' && (sendKey || isRunpodHost(hostname));
}

/** True for hosts that take no call without RunPod's key. */
export function isRunpodHost(hostname: string): boolean {
  return RUNPOD_HOST.test(hostname);
}

/** Where the calls to an endpoint go. */
export function endpointAddress(endpoint: Endpoint): URL {
  return new URL(endpoint.kind === 'queue' ? endpoint.base : endpoint.url);
}
