import { parseEndpoint } from '@voxlane/runpod';
import type { ServiceId } from '@voxlane/schema';
import { builtinTemplates, mergeTemplate, type ServiceConfig, type SidecarLink } from '@voxlane/speech';
import type { GatewayValues } from './gateway-config.ts';
import { takesKey } from './takes-key.ts';

/** Where servers of models that yield whole clips are posted to, when a setting names the host alone. */
const CLIP_PATH = '/tts';

/** How a service is reached from here. */
export interface Reach {
  /** Its endpoint as it was written; undefined when nobody said, or when a sidecar speaks for it. */
  url: string | undefined;
  sidecar?: SidecarLink | undefined;
}

/** A service as the settings have it: its built-in template overlaid with SERVICES, and where it is. */
export function configuredService(
  id: ServiceId,
  values: Pick<GatewayValues, 'SERVICES' | 'FALLBACKS' | 'RUNPOD_API_KEY'>,
  { url, sidecar }: Reach,
): ServiceConfig {
  const override = values.SERVICES[id] ?? {};
  const template = mergeTemplate(builtinTemplates[id], override);
  const endpoint =
    url === undefined ? undefined : parseEndpoint(url, template.kind, template.wholeClips ? CLIP_PATH : '/');
  const keyed = endpoint !== undefined && takesKey(endpoint, override.sendKey ?? false);
  const apiKey = keyed ? values.RUNPOD_API_KEY : undefined;
  return { id, template, endpoint, apiKey, sidecar, fallback: values.FALLBACKS[id] };
}
