import { readSettings, whole } from '@voxlane/gateway';
import { Problem } from '@voxlane/schema';
import { z } from 'zod';
import { type BoundService, sidecarInstances } from './sidecar-instances.ts';

/** A Durable Object namespace whose objects each have a container with a sidecar. */
interface InstanceNamespace {
  idFromName(name: string): unknown;
  get(id: unknown): BoundService;
}

/** More would wait for GPUs rather than decode. */
const MOST_INSTANCES = 100;

const settings = z.object({
  SIDECAR_INSTANCES: whole(1, 1, MOST_INSTANCES, 'instances').describe('Of SIDECAR, where that is a container.'),
});

/**
 * The way to the sidecar by the binding SIDECAR: a service of this account or of a private network, or containers, of
 * which SIDECAR_INSTANCES share the work.
 * @returns undefined where nothing is bound.
 * @throws Problem `not_configured` for a wrong SIDECAR_INSTANCES, or a SIDECAR that is no binding.
 */
export function sidecarFetch(environment: Readonly<Record<string, unknown>>): typeof fetch | undefined {
  const { SIDECAR: binding } = environment;
  if (binding === undefined || binding === null || binding === '') return undefined;
  // A service answers to any name at all, so it is asked for `fetch` first: a namespace has none.
  if (isObject(binding) && isFunction(binding.fetch)) {
    const service = binding as unknown as BoundService;
    return (input, init) => service.fetch(input, init);
  }
  if (isObject(binding) && isFunction(binding.idFromName)) {
    const namespace = binding as unknown as InstanceNamespace;
    const { SIDECAR_INSTANCES } = readSettings(settings, environment);
    return sidecarInstances(SIDECAR_INSTANCES, (name) => namespace.get(namespace.idFromName(name)));
  }
  const message = 'SIDECAR must be a service binding or a container binding; an address belongs into SIDECAR_URL';
  throw new Problem('not_configured', message, { details: [{ path: 'SIDECAR', message: 'must be a binding' }] });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
