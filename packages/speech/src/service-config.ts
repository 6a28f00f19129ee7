import type { Endpoint } from '@voxlane/runpod';
import type { ServiceId, ServiceTemplate } from '@voxlane/schema';

/** How a sidecar is reached, which answers `POST /api/tts/stream` as a gateway does. */
export interface SidecarLink {
  /** Base URL without a slash at its end. */
  url: string;
  /** Sent as a bearer token, when there is one. */
  secret: string | undefined;
  /** The platform's own way there, such as a service binding; else the `fetch` of everything. */
  fetch?: typeof fetch | undefined;
}

/** One service as it is set up here: its template, and where and with which key it is reached. */
export interface ServiceConfig {
  id: ServiceId;
  template: ServiceTemplate;
  /** Undefined: not configured, its requests get a 503. */
  endpoint: Endpoint | undefined;
  apiKey: string | undefined;
  /** Speaks in this place's stead: `endpoint` is then the sidecar's business and undefined here. */
  sidecar?: SidecarLink | undefined;
  /** Speaks instead when this one fails before the first audio. */
  fallback: ServiceId | undefined;
}

export type ServiceConfigs = Readonly<Record<ServiceId, ServiceConfig>>;
