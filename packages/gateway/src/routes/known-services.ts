import type { ServiceId } from '@voxlane/schema';
import type { Catalog, ServiceConfigs } from '@voxlane/speech';

/** The services, those that are asked for with the voices and languages that their upstreams tell of. */
export async function knownServices(
  services: ServiceConfigs,
  asked: Iterable<ServiceId>,
  catalog: Pick<Catalog, 'serviceWith'>,
): Promise<ServiceConfigs> {
  const told = Array.from(new Set(asked), async (id) => [id, await catalog.serviceWith(services[id])] as const);
  return { ...services, ...Object.fromEntries(await Promise.all(told)) };
}
