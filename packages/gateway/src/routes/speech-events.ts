import { asProblem, LANE_SAMPLE_RATE } from '@voxlane/schema';
import { type EventDialect, type SampleEncoder, type Speech, sseBody } from '@voxlane/speech';
import type { Context } from 'hono';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import { openaiProblemBody, problemBody } from '../problem-response.ts';
import { eventHeaders } from './audio-headers.ts';
import { bodyOptions } from './body-options.ts';
import { refusedSoon } from './refused-soon.ts';
import { serverTiming } from './server-timing.ts';
import type { StreamedSpeech } from './streamed-speech.ts';

/**
 * Longest time that events wait for a refusal from elsewhere, in milliseconds: a sidecar refuses within some, and nobody
 * notices this much while a GPU wakes up.
 */
const REFUSAL_MS = 250;

/** Events leave at once, so that a listener sees a GPU waking up; failures become events too. */
export async function speechEvents(
  c: Context<GatewayEnv>,
  { clock }: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
): Promise<Response> {
  // Headers of events leave before the speech starts, so that their orders name a rate.
  const { format, dialect, sampleRate = LANE_SAMPLE_RATE, ignored, leave } = stream;
  let encoder: SampleEncoder | undefined;
  try {
    // Before a GPU is woken, as for plain audio: that there is no room for one more is a status.
    encoder = await stream.openEncoder(sampleRate);
    const start = stream.decidedElsewhere ? await begunUnlessRefused(c, clock, stream) : stream.start;
    const describeError = describer(c.get('requestId'), dialect);
    const options = { ...bodyOptions(c, stream), clock, format, dialect, encoder, describeError };
    const timing = serverTiming(c.get('record'), clock.now());
    return new Response(sseBody(start, options), { headers: eventHeaders(sampleRate, ignored, timing) });
  } catch (error) {
    encoder?.free?.();
    leave();
    throw error;
  }
}

/** What an event tells of a failure. */
function describer(requestId: string, dialect: EventDialect | undefined) {
  return (error: unknown): Readonly<Record<string, unknown>> => {
    const problem = asProblem(error);
    return dialect === 'openai' ? openaiProblemBody(problem) : { ...problemBody(problem, requestId) };
  };
}

/** Begins to speak already, so that what the order itself is refused for still has a status of its own. */
async function begunUnlessRefused(
  c: Context<GatewayEnv>,
  clock: GatewayDeps['clock'],
  { start, listener }: StreamedSpeech,
): Promise<() => Promise<Speech>> {
  const speech = start();
  const letGo = () =>
    c.executionCtx.waitUntil(
      speech.then(
        ({ audio }) => audio.return(),
        () => undefined,
      ),
    );
  // Events that nobody has read yet know of no speech that they could let go of.
  if (listener.signal.aborted) letGo();
  else listener.signal.addEventListener('abort', letGo, { once: true });
  await refusedSoon(speech, REFUSAL_MS, clock);
  return () => speech;
}
