import { LANE_SAMPLE_RATE } from '@voxlane/schema';
import { checkOrder } from '../check-order.ts';
import { OutputRate } from '../output-rate.ts';
import type { ServiceConfig, SidecarLink } from '../service-config.ts';
import { beginAttempt, orderFor, type SpeechRequestState, speechOf } from '../speak-order.ts';
import type { Speech } from '../speech.ts';
import { withSpeedAndPitch } from '../speed-and-pitch.ts';
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
  const asked = orderFor(request.order, service);
  const order = { ...asked, sampleRate: asked.sampleRate ?? LANE_SAMPLE_RATE };
  const { voice, ignored } = checkOrder(order, service);
  beginAttempt(report, { service: service.id, voice, ignored, pieces: 0 });
  const audio = sidecarAudio({ order, service: service.id, link, context, report }, life.signal);
  const rate = new OutputRate(order.sampleRate);
  return speechOf(withSpeedAndPitch(audio, order, service, rate), rate, request);
}
