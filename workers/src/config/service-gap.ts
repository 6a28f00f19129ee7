import { SERVICES, type ServiceId } from '@voxlane/schema';
import type { ServiceConfig } from '@voxlane/speech';
import { ENDPOINT_SETTINGS, isDirect } from './service-configs.ts';
import { endpointAddress, isRunpodHost } from './takes-key.ts';

/** Why the edge cannot speak for the services that have no adapter here, whatever is set. */
const NO_ADAPTER: Readonly<Record<Exclude<ServiceId, keyof typeof ENDPOINT_SETTINGS>, string>> = {
  echotts: 'its tokens are decoded by the sidecar, which this gateway does not call yet',
  qwen: 'it answers with whole clips, which this gateway does not read yet',
};

/** A sentence on what a service lacks before it can speak; undefined when nothing is missing. */
export function serviceGap(service: ServiceConfig): string | undefined {
  const missing = missingOf(service);
  return missing === undefined ? undefined : `${SERVICES[service.id].name} is not available: ${missing}`;
}

function missingOf({ id, endpoint, apiKey }: ServiceConfig): string | undefined {
  if (!isDirect(id)) return NO_ADAPTER[id];
  if (endpoint === undefined) return `set ${ENDPOINT_SETTINGS[id]} or RUNPOD_STREAMING_ENDPOINT`;
  const { protocol, hostname } = endpointAddress(endpoint);
  // RunPod takes no call without a key; a stand-in elsewhere may.
  if (apiKey !== undefined || !isRunpodHost(hostname)) return undefined;
  return protocol === 'https:' ? 'set the secret RUNPOD_API_KEY' : 'its endpoint at RunPod must be an https URL';
}
