import { retryDelayMs } from '@voxlane/runpod';
import { asProblem, Problem, type ProblemCode } from '@voxlane/schema';
import { type CheckedOrder, checkOrder } from './check-order.ts';
import { RequestLife } from './request-life.ts';
import type { ServiceConfig } from './service-config.ts';
import { isAlive } from './sidecar/is-alive.ts';
import { speakBySidecar } from './sidecar/speak-by-sidecar.ts';
import { type SpeechRequestState, speakOrder } from './speak-order.ts';
import type { Speech, SpeechContext, SpeechOrder, SpeechReport } from './speech.ts';

/** Failures that a second job of the same service may well not have; the rest is left to the fallback. */
const WORTH_ANOTHER_TRY = new Set<ProblemCode>([
  'upstream_failed',
  'upstream_unreachable',
  'upstream_bad_reply',
  'upstream_gap',
  'upstream_restarted',
]);

/** The same, and what another worker may have room for; one that is known to take only few at once has none left. */
const WORTH_ANOTHER_TRY_ANYWHERE = new Set<ProblemCode>([...WORTH_ANOTHER_TRY, 'upstream_out_of_memory']);

/** A sidecar has made its own attempts, so that only one that was not reached, and lives, is worth another. */
const WORTH_ANOTHER_SIDECAR_TRY = new Set<ProblemCode>(['sidecar_unreachable']);

/**
 * Starts to speak: resolves when the first audio is in hand.
 *
 * Until then a failed attempt is made again, then given to the service's fallback; a `POST /run` of ours whose outcome
 * is unknown is never repeated. An order whose sidecar was lost is: nobody is left to cancel its jobs, or to speak. From
 * then on nothing is tried again: what breaks, breaks the stream.
 * @throws Problem of the service that was asked for, when every attempt failed.
 */
export async function startSpeech(order: SpeechOrder, context: SpeechContext): Promise<Speech> {
  const report = newReport(order, checkOrder(order, context.services[order.service]));
  context.onReport?.(report);
  const request = { order, context, report, life: new RequestLife(context) };
  const { life } = request;
  try {
    return await firstThatSpeaks(request);
  } catch (error) {
    life.end();
    throw life.signal.aborted && life.signal.reason instanceof Problem ? life.signal.reason : error;
  }
}

async function firstThatSpeaks(request: SpeechRequestState): Promise<Speech> {
  const { context } = request;
  let failure: Problem | undefined;
  for (const service of candidates(request)) {
    const outcome = context.breaker?.refusal(service.id) ?? (await attempts(request, service));
    if (!(outcome instanceof Problem)) return outcome;
    failure ??= outcome;
    if (isClientsOwn(failure)) break;
  }
  throw failure ?? new Problem('internal', 'No service was asked');
}

/** True for what is wrong with the order itself: nobody else is asked to speak it, either. */
function isClientsOwn({ status }: Problem): boolean {
  return status >= 400 && status <= 422;
}

/** All attempts that one service gets: the speech, what is wrong with the order, or the first failure. */
async function attempts(request: SpeechRequestState, service: ServiceConfig): Promise<Speech | Problem> {
  const { context, life } = request;
  const worthAnotherTry = triesOf(service);
  let failure: Problem | undefined;
  for (let attempt = 1; ; attempt++) {
    life.signal.throwIfAborted();
    const outcome = await speak(request, service).catch((error: unknown) => {
      life.signal.throwIfAborted();
      return asProblem(error);
    });
    context.breaker?.note(service.id, outcome instanceof Problem ? outcome : 'spoke');
    if (!(outcome instanceof Problem) || isClientsOwn(outcome)) return outcome;
    failure ??= outcome;
    const again = outcome.retryable && worthAnotherTry.has(outcome.code) && attempt < context.attempts;
    if (!again) return failure;
    await context.clock.sleep(retryDelayMs(attempt - 1, context.random, outcome.retryAfterSeconds), life.signal);
    if (!(await mayBeAskedAgain(request, service))) return failure;
  }
}

function triesOf({ sidecar, template }: ServiceConfig): ReadonlySet<ProblemCode> {
  if (sidecar !== undefined) return WORTH_ANOTHER_SIDECAR_TRY;
  return template.atOnce === null ? WORTH_ANOTHER_TRY_ANYWHERE : WORTH_ANOTHER_TRY;
}

/**
 * A sidecar that lives has seen the connection break, and has cancelled what it began. One that does not may have left a
 * job behind, which a second one would be billed beside; and it would not answer.
 */
async function mayBeAskedAgain({ context, life }: SpeechRequestState, { sidecar }: ServiceConfig): Promise<boolean> {
  if (sidecar === undefined) return true;
  return isAlive({ link: sidecar, context }, context.limits.connectMs, context.clock, life.signal);
}

/** One attempt, by whoever speaks for the service here. */
function speak(request: SpeechRequestState, service: ServiceConfig): Promise<Speech> {
  const { sidecar } = service;
  return sidecar === undefined ? speakOrder(request, service) : speakBySidecar(request, service, sidecar);
}

/** The service itself, then its fallback, if there is one. */
function candidates({ order, context }: SpeechRequestState): ServiceConfig[] {
  const service = context.services[order.service];
  const { fallback } = service;
  return fallback === undefined || fallback === service.id ? [service] : [service, context.services[fallback]];
}

function newReport(order: SpeechOrder, checked: CheckedOrder): SpeechReport {
  return {
    service: order.service,
    voice: checked.voice,
    characters: order.text.length,
    pieces: 0,
    jobs: [],
    queueMs: undefined,
    firstChunkMs: undefined,
    firstAudioMs: undefined,
    sidecarMs: {},
    samples: 0,
    marks: [],
    ignored: checked.ignored,
  };
}
