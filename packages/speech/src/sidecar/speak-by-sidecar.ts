import { atSpeed } from '../at-speed.ts';
import { checkOrder } from '../check-order.ts';
import type { ServiceConfig, SidecarLink } from '../service-config.ts';
import { beginAttempt, orderFor, type SpeechRequestState, speechOf } from '../speak-order.ts';
import type { Speech } from '../speech.ts';
import { sidecarAudio } from './sidecar-audio.ts';

/**
 * One attempt at a service that a sidecar speaks for: the speech, with its first audio in hand.
 * @throws Problem, or the reason of the request's end, with the connection closed.
 */
export async function speakBySidecar(
  request: SpeechRequestState,
  service: ServiceConfig,
  link: SidecarLink,
): Promise<Speech> {
  const { context, life, report } = request;
  const order = orderFor(request.order, service);
  const { voice, ignored } = checkOrder(order, service);
  beginAttempt(report, { service: service.id, voice, ignored, pieces: 0 });
  const audio = sidecarAudio({ order, service: service.id, link, context, report }, life.signal);
  return speechOf(atSpeed(audio, order, service), request);
}
