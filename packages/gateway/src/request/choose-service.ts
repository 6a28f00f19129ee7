import { isServiceId, Problem, type ServiceId, serviceOfHost } from '@voxlane/schema';
import type { GatewayConfig } from '../config/gateway-config.ts';

/**
 * Which service a request is for: the body's `service`, else the subdomain's, else a `model` that is a service id or
 * another name of one, else the default.
 * @param body `service` and `model` as they came; what is no string is left to the schema.
 * @param host the `Host` header.
 * @param config the services that speak here, and which one does when nothing is said.
 * @throws Problem `unknown_service` with the list, `service_mismatch` when body and subdomain disagree.
 */
export function chooseService(
  { service: named, model }: Readonly<Record<string, unknown>>,
  host: string,
  { served, defaultService, models }: Pick<GatewayConfig, 'served' | 'defaultService' | 'models'>,
): ServiceId {
  const hosted = serviceOfHost(host);
  const meant = typeof named === 'string' ? named : (hosted ?? serviceOfModel(model, models) ?? defaultService);
  if (!isServiceId(meant) || !served.includes(meant)) throw unknownService(served);
  if (hosted !== undefined && hosted !== meant) throw mismatch(meant, hosted);
  return meant;
}

function serviceOfModel(model: unknown, models: GatewayConfig['models']): ServiceId | undefined {
  if (typeof model !== 'string') return undefined;
  if (isServiceId(model)) return model;
  return Object.hasOwn(models, model) ? models[model] : undefined;
}

function unknownService(served: readonly ServiceId[]): Problem {
  const are = served.length === 1 ? 'this place speaks for' : 'the services are';
  return new Problem('unknown_service', `There is no such service here; ${are} ${served.join(', ')}`, {
    details: [{ path: 'service', message: 'is not a service of this place', allowed: served }],
  });
}

function mismatch(named: ServiceId, hosted: ServiceId): Problem {
  const message = `The body asks for '${named}', but this host name speaks for '${hosted}'; leave 'service' out here`;
  return new Problem('service_mismatch', message, {
    details: [{ path: 'service', message: 'differs from the service of the host name', allowed: [hosted] }],
  });
}
