import type { ServiceConfig } from '@voxlane/speech';
import { endpointAddress, isRunpodHost } from './takes-key.ts';

/**
 * What a service that is asked at its own endpoint lacks before it can speak; undefined when nothing is missing.
 * @param setting the name of the setting with its endpoint.
 */
export function endpointGap(
  { endpoint, apiKey }: Pick<ServiceConfig, 'endpoint' | 'apiKey'>,
  setting: string,
): string | undefined {
  if (endpoint === undefined) return `set ${setting} or RUNPOD_STREAMING_ENDPOINT`;
  const { protocol, hostname } = endpointAddress(endpoint);
  // RunPod takes no call without a key; a stand-in elsewhere may.
  if (apiKey !== undefined || !isRunpodHost(hostname)) return undefined;
  return protocol === 'https:' ? 'set the secret RUNPOD_API_KEY' : 'its endpoint at RunPod must be an https URL';
}
