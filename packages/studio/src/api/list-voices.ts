import type { ApiClient } from './api-client.ts';
import { namedItems } from './named-items.ts';
import type { Range, ServiceVoices } from './service.ts';

/** What the API takes of every service, where a list does not say more. */
export const ANY_SERVICE: ServiceVoices = {
  voices: [],
  languages: [],
  speed: { min: 0.25, max: 4 },
  pitch: { min: 0.5, max: 2 },
};

/** How a service can speak. @throws ApiError */
export async function listVoices(api: ApiClient, service: string, signal?: AbortSignal): Promise<ServiceVoices> {
  return voicesOf(await api.get(`/v1/audio/voices?service=${encodeURIComponent(service)}`, { signal }));
}

/** What a list of voices says; a part that is missing or odd is what every service does. */
export function voicesOf(list: unknown): ServiceVoices {
  const { languages, speed, pitch } = (list ?? {}) as Record<string, unknown>;
  return {
    voices: namedItems(list, 'voices'),
    languages: Array.isArray(languages) ? languages.filter((one) => typeof one === 'string') : [],
    speed: rangeOf(speed) ?? ANY_SERVICE.speed,
    pitch: rangeOf(pitch) ?? ANY_SERVICE.pitch,
  };
}

function rangeOf(value: unknown): Range | undefined {
  const { min, max } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof min === 'number' && typeof max === 'number' && min <= max ? { min, max } : undefined;
}
