import { AUDIO_FORMATS, type AudioFormat, type ServiceId } from '@voxlane/schema';
import type { AppDeps } from '../app-deps.ts';
import type { EdgeConfig } from '../config/read-config.ts';
import { modelList } from '../model-list.ts';

/** What of the edge its description depends on. */
export interface Place {
  config: EdgeConfig;
  version: string;
  /** The services that can speak here. */
  services: readonly ServiceId[];
  /** Who speaks in examples: the default service, or another where that one cannot. */
  speaker: ServiceId;
  /** The names that clients may give as `model`. */
  models: readonly string[];
  /** The formats that are encoded here. */
  formats: readonly AudioFormat[];
  /** Whether requests are counted. */
  limited: boolean;
  /** Whether finished speech is kept for the next request of it. */
  keeps: boolean;
}

/** The edge as it is set up, for those who describe it. */
export function placeOf(
  deps: Pick<AppDeps, 'version' | 'encoders' | 'rateLimit' | 'serviceGap' | 'speechCache'>,
  config: EdgeConfig,
): Place {
  const services = config.served.filter((id) => deps.serviceGap(config.services[id]) === undefined);
  return {
    config,
    version: deps.version,
    services,
    speaker: services.find((id) => id === config.defaultService) ?? services[0] ?? config.defaultService,
    models: modelList(deps, config).map(({ id }) => id),
    formats: AUDIO_FORMATS.filter((format) => deps.encoders[format] !== undefined),
    limited: deps.rateLimit !== undefined,
    keeps: deps.speechCache !== undefined,
  };
}
