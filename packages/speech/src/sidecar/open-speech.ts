import { Problem, SERVICES } from '@voxlane/schema';
import type { ServiceConfig, SidecarLink } from '../service-config.ts';
import type { SpeechContext, SpeechReport } from '../speech.ts';
import { callSidecar, letGo } from './call-sidecar.ts';
import { isAlive } from './is-alive.ts';
import { noteJobs } from './note-answer.ts';
import type { RatedOrder } from './rated-order.ts';
import { readJson } from './read-json.ts';
import { sidecarProblem } from './sidecar-problem.ts';
import { type Silence, whileAlive } from './silence-watch.ts';
import { speechBody } from './speech-body.ts';

/** Speaking one order by one sidecar. */
export interface SidecarSpeech {
  order: RatedOrder;
  service: ServiceConfig['id'];
  link: SidecarLink;
  context: SpeechContext;
  report: SpeechReport;
}

/**
 * Has a sidecar begin to speak: its answer with status 200, whose body is audio. It waits for the first audio just as
 * we do, so this may take as long as the sidecar lives and says nothing.
 * @throws Problem of the sidecar, or `sidecar_unreachable`; the signal's reason when it aborts.
 */
export async function openSpeech(speech: SidecarSpeech, signal: AbortSignal): Promise<Response> {
  const { context, service, order, report } = speech;
  const { clock, limits } = context;
  const post = () =>
    callSidecar('/api/tts/stream', speech, signal, speechBody(order, service)).catch((cause: unknown) => {
      const message = `The sidecar that decodes for ${SERVICES[service].name} could not be reached`;
      throw new Problem('sidecar_unreachable', message, { cause });
    });
  const silence = sidecarSilence(speech, limits.connectMs, stoppedAnswering);
  const response = await whileAlive(post, silence, clock, signal);
  noteJobs(response.headers, report);
  if (response.status === 200) return response;
  if (response.status >= 400) {
    throw sidecarProblem(response, await readJson(response, limits.connectMs, clock, signal));
  }
  letGo(response);
  throw sidecarProblem(response, undefined);
}

/** Silence of the sidecar that speaks. @param ms that are taken for granted. */
export function sidecarSilence(speech: SidecarSpeech, ms: number, gone: () => Problem): Silence {
  const { limits, clock } = speech.context;
  return { ms, gone, isAlive: (signal) => isAlive(speech, limits.connectMs, clock, signal) };
}

/** The sidecar took the request, and then did not even answer a look at its health. */
export function stoppedAnswering(): Problem {
  return new Problem('sidecar_unreachable', 'The sidecar that was to speak stopped answering');
}
