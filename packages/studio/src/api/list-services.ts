import type { ApiClient } from './api-client.ts';
import { namedItems } from './named-items.ts';
import type { Service } from './service.ts';

/** First label of the host name under which a service has the whole page to itself, by the service's id. */
const SUBDOMAINS: Readonly<Record<string, string>> = {
  vibevoice: 'vibe-voice',
  chatterbox: 'chatterbox',
  echotts: 'echotts',
  qwen: 'qwen',
};

/** The services that can be asked from a page of `host`. @throws ApiError */
export async function listServices(api: ApiClient, host: string, signal?: AbortSignal): Promise<Service[]> {
  return servicesOf(await api.get('/v1/audio/models', { signal }), host);
}

/**
 * Services among the models of a list: further names of them, for clients that know no others, are left out. Under the
 * subdomain of one service the others cannot be asked for.
 */
export function servicesOf(list: unknown, host: string): Service[] {
  const services = namedItems(list, 'models').filter(({ id }) => Object.hasOwn(SUBDOMAINS, id));
  const label = host.toLowerCase().split('.', 1)[0];
  const own = services.filter(({ id }) => SUBDOMAINS[id] === label);
  return own.length > 0 && host.includes('.') ? own : services;
}
