import { retryDelayMs } from '@voxlane/runpod';
import { asProblem, Problem, type ProblemCode } from '@voxlane/schema';
import { isSpeakable, planPieces } from '@voxlane/text';
import { type CheckedOrder, checkOrder, findVoice } from './check-order.ts';
import { deliver } from './deliver.ts';
import { joinPieces } from './join-pieces.ts';
import { RequestLife } from './request-life.ts';
import type { ServiceConfig } from './service-config.ts';
import { speakPiece } from './speak-piece.ts';
import type { Speech, SpeechContext, SpeechOrder, SpeechReport } from './speech.ts';

/** Failures that a second job of the same service may well not have; the rest is left to the fallback. */
const WORTH_ANOTHER_TRY = new Set<ProblemCode>([
  'upstream_failed',
  'upstream_unreachable',
  'upstream_bad_reply',
  'upstream_gap',
  'upstream_restarted',
]);

/**
 * Starts to speak: resolves when the first audio is in hand.
 *
 * Until then a failed attempt is made again, then given to the service's fallback; a `POST /run` whose outcome is
 * unknown is never repeated. From then on nothing is tried again: what breaks, breaks the stream.
 * @throws Problem of the service that was asked for, when every attempt failed.
 */
export async function startSpeech(order: SpeechOrder, context: SpeechContext): Promise<Speech> {
  const service = context.services[order.service];
  const checked = checkOrder(order, service);
  const report = newReport(order, checked);
  context.onReport?.(report);
  const life = new RequestLife(context);
  try {
    return await firstThatSpeaks(order, service, context, life, report);
  } catch (error) {
    life.end();
    throw life.signal.aborted && life.signal.reason instanceof Problem ? life.signal.reason : error;
  }
}

async function firstThatSpeaks(
  order: SpeechOrder,
  service: ServiceConfig,
  context: SpeechContext,
  life: RequestLife,
  report: SpeechReport,
): Promise<Speech> {
  let failure: Problem | undefined;
  for (const candidate of candidates(service, context)) {
    const refusal = context.breaker?.refusal(candidate.id);
    failure ??= refusal;
    if (refusal !== undefined) continue;
    for (let attempt = 0; attempt < context.attempts; attempt++) {
      life.signal.throwIfAborted();
      const outcome = await tryToSpeak(order, candidate, context, life, report).catch((error: unknown) => {
        life.signal.throwIfAborted();
        return asProblem(error);
      });
      context.breaker?.note(candidate.id, outcome instanceof Problem ? outcome : 'spoke');
      if (!(outcome instanceof Problem)) return outcome;
      failure ??= outcome;
      if (!outcome.retryable || !WORTH_ANOTHER_TRY.has(outcome.code) || attempt + 1 >= context.attempts) break;
      await context.clock.sleep(retryDelayMs(attempt, context.random, outcome.retryAfterSeconds), life.signal);
    }
  }
  throw failure ?? new Problem('internal', 'No service was asked');
}

/** The service itself, then its fallback, if there is one. */
function candidates(service: ServiceConfig, context: SpeechContext): ServiceConfig[] {
  const { fallback } = service;
  return fallback === undefined || fallback === service.id ? [service] : [service, context.services[fallback]];
}

/** One attempt: the speech with its first block in hand. When there is none, throws with every job of it stopped. */
async function tryToSpeak(
  order: SpeechOrder,
  service: ServiceConfig,
  context: SpeechContext,
  life: RequestLife,
  report: SpeechReport,
): Promise<Speech> {
  const checked = checkOrder(orderFor(order, service), service);
  // A stretch of mere punctuation makes a piece that no voice can say.
  const pieces = planPieces(order.text, service.template.piece).filter(isSpeakable);
  const { voice, ignored } = checked;
  Object.assign(report, { service: service.id, voice, ignored, pieces: pieces.length, queueMs: undefined });
  const observer = {
    onJob: (id: string) => report.jobs.push(id),
    onRunning: () => {
      report.queueMs ??= life.elapsedMs();
    },
  };
  const { sampleRate } = order;
  const open = (piece: string, signal: AbortSignal) =>
    speakPiece(piece, { service, order: checked, sampleRate, observer, context }, signal);
  const { jointSilenceMs } = service.template;
  const audio = joinPieces(pieces, open, { lookAhead: context.lookAhead, sampleRate, jointSilenceMs }, life.signal);
  const first = await audio.next();
  if (first.done) throw new Problem('upstream_bad_reply', 'The speech model made no sound of this text');
  report.firstAudioMs = life.elapsedMs();
  const delivered = deliver(first.value, audio, report, life);
  // Begun at once: leaving a generator that was never begun would release nothing.
  await delivered.next();
  return { report, sampleRate, audio: delivered };
}

/** A fallback may not have the voice: then its default one speaks. */
function orderFor(order: SpeechOrder, service: ServiceConfig): SpeechOrder {
  const same = order.service === service.id;
  const known = order.voice !== undefined && findVoice(order.voice, service.template.voices) !== undefined;
  return same || known ? order : { ...order, voice: undefined };
}

function newReport(order: SpeechOrder, checked: CheckedOrder): SpeechReport {
  return {
    service: order.service,
    voice: checked.voice,
    characters: order.text.length,
    pieces: 0,
    jobs: [],
    queueMs: undefined,
    firstAudioMs: undefined,
    samples: 0,
    ignored: checked.ignored,
  };
}
