import { z } from 'zod';

/** The speech services of the lane, in the order in which they are listed to clients. */
export const SERVICE_IDS = ['vibevoice', 'chatterbox', 'echotts', 'qwen'] as const;

/** A service id as it stands in a request body, a setting or a log line. */
export const serviceId = z.enum(SERVICE_IDS, { error: `must be one of ${SERVICE_IDS.join(', ')}` });
export type ServiceId = z.infer<typeof serviceId>;

/** What people call each service, and the first label of its host name. */
export const SERVICES: Readonly<Record<ServiceId, { name: string; subdomain: string }>> = {
  vibevoice: { name: 'Vibe Voice', subdomain: 'vibe-voice' },
  chatterbox: { name: 'Chatterbox', subdomain: 'chatterbox' },
  echotts: { name: 'EchoTTS', subdomain: 'echotts' },
  qwen: { name: 'Qwen TTS', subdomain: 'qwen' },
};

/**
 * The service that a host name asks for by its first label, or undefined.
 * @param host the value of a `Host` header, port and letter case included.
 */
export function serviceOfHost(host: string): ServiceId | undefined {
  const labels = host.toLowerCase().split(':', 1)[0]?.split('.') ?? [];
  if (labels.length < 2) return undefined;
  return SERVICE_IDS.find((id) => SERVICES[id].subdomain === labels[0]);
}

/** True for the id of a service. */
export function isServiceId(value: string): value is ServiceId {
  return (SERVICE_IDS as readonly string[]).includes(value);
}
