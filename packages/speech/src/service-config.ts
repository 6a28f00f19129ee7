import type { Endpoint } from '@voxlane/runpod';
import type { ServiceId, ServiceTemplate } from '@voxlane/schema';

/** One service as it is set up here: its template, and where and with which key it is reached. */
export interface ServiceConfig {
  id: ServiceId;
  template: ServiceTemplate;
  /** Undefined: not configured, its requests get a 503. */
  endpoint: Endpoint | undefined;
  apiKey: string | undefined;
  /** Speaks instead when this one fails before the first audio. */
  fallback: ServiceId | undefined;
}

export type ServiceConfigs = Readonly<Record<ServiceId, ServiceConfig>>;
