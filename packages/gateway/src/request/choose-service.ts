import { isServiceId, Problem, SERVICE_IDS, type ServiceId, serviceOfHost } from '@voxlane/schema';

/**
 * Which service a request is for: the body's `service`, else the subdomain's, else a `model` that is a service id, else
 * the default.
 * @param body `service` and `model` as they came; what is no string is left to the schema.
 * @param host the `Host` header.
 * @throws Problem `unknown_service` with the list, `service_mismatch` when body and subdomain disagree.
 */
export function chooseService(
  { service: named, model }: Readonly<Record<string, unknown>>,
  host: string,
  fallback: ServiceId,
): ServiceId {
  const hosted = serviceOfHost(host);
  if (typeof named !== 'string') return hosted ?? (typeof model === 'string' && isServiceId(model) ? model : fallback);
  if (!isServiceId(named)) throw unknownService();
  if (hosted !== undefined && hosted !== named) throw mismatch(named, hosted);
  return named;
}

function unknownService(): Problem {
  return new Problem('unknown_service', `There is no such service; the services are ${SERVICE_IDS.join(', ')}`, {
    details: [{ path: 'service', message: 'is not a service', allowed: SERVICE_IDS }],
  });
}

function mismatch(named: ServiceId, hosted: ServiceId): Problem {
  const message = `The body asks for '${named}', but this host name speaks for '${hosted}'; leave 'service' out here`;
  return new Problem('service_mismatch', message, {
    details: [{ path: 'service', message: 'differs from the service of the host name', allowed: [hosted] }],
  });
}
