import { checkOrder } from '../check-order.ts';
import type { ServiceConfig } from '../service-config.ts';
import type { SpeechOrder } from '../speech.ts';
import { ownManner } from '../speed-and-pitch.ts';
import { canonicalJson } from './canonical-json.ts';

/** Counted up whenever the same order would sound different, or be kept in another form. */
const VERSION = 1;

/**
 * The name under which an order's speech is kept: 64 hexadecimal digits, the SHA-256 of all that decides how it sounds.
 *
 * That is the order as it reaches the handler, so that the spelling of a voice and options nobody takes make no
 * difference, and the service as it is set up. Format and output rate come after what is kept; keys to the service and
 * its fallback have no sound. What a sidecar makes of voice and options is not known here, so they count as given.
 * @throws Problem as {@link checkOrder} does.
 */
export async function cacheKey(order: SpeechOrder, service: ServiceConfig): Promise<string> {
  const { id, sidecar } = service;
  const spoken = sidecar === undefined ? byHandler(order, service) : bySidecar(order, sidecar.url);
  const text = canonicalJson({ version: VERSION, service: id, text: order.text, ...spoken });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function byHandler(order: SpeechOrder, service: ServiceConfig) {
  // What the handler is told of speed and pitch is among its fields.
  const { voiceValue, fields } = checkOrder(order, service);
  const { voices, defaultVoice, options, audioHosts, languages, wholeClips, atOnce, ...setting } = service.template;
  const own = { ...ownManner(order, service), pieces: order.pieces ?? true };
  return { endpoint: service.endpoint, setting, voice: voiceValue, fields, ...own };
}

function bySidecar({ voice, options, speed = 1, pitch = 1, pieces = true }: SpeechOrder, url: string) {
  return { sidecar: url, voice, options, speed, pitch, pieces };
}
