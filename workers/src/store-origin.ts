import { serviceOfHost } from '@voxlane/schema';

/**
 * The origin that kept speech is filed under: the worker's own, and the same one from all subdomains of services, so
 * that whichever an isolate is first asked at, all of them find the same.
 */
export function storeOrigin(requestUrl: string): string {
  const { protocol, host } = new URL(requestUrl);
  const parent = serviceOfHost(host) === undefined ? host : host.replace(/^[^.]+\./, '');
  return `${protocol}//${parent}`;
}
