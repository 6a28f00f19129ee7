import { DEFAULT_LIMITS, type JobObserver, whenAborted } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import { isSpeakable, planPieces } from '@voxlane/text';
import { atSpeed, withSpeedOption } from './at-speed.ts';
import { checkOrder, findVoice } from './check-order.ts';
import { deliver } from './deliver.ts';
import { joinPieces } from './join-pieces.ts';
import type { RequestLife } from './request-life.ts';
import type { ServiceConfig } from './service-config.ts';
import { speakPiece } from './speak-piece.ts';
import type { Speech, SpeechContext, SpeechOrder, SpeechReport } from './speech.ts';
import { SubmitTurns, type Turn } from './submit-turns.ts';

/** A request on its way to its first audio, through however many attempts. */
export interface SpeechRequestState {
  order: SpeechOrder;
  context: SpeechContext;
  life: RequestLife;
  report: SpeechReport;
}

/**
 * One attempt at one service: the speech, with its first audio in hand.
 * @throws Problem, or the reason of the request's end, with every job of the attempt stopped.
 */
export async function speakOrder(request: SpeechRequestState, service: ServiceConfig): Promise<Speech> {
  const { order, context, life, report } = request;
  const { sampleRate } = order;
  const { piece, jointSilenceMs } = service.template;
  const checked = checkOrder(withSpeedOption(orderFor(order, service), service), service);
  // A stretch of mere punctuation makes a piece that no voice can say.
  const pieces = planPieces(order.text, piece).filter(isSpeakable);
  const { voice, ignored } = checked;
  beginAttempt(report, { service: service.id, voice, ignored, pieces: pieces.length });
  const turns = new SubmitTurns();
  let begun = 0;
  const speak = async function* (text: string, signal: AbortSignal) {
    const turn = turns.join();
    const inContext = begun++ === 0 ? context : onceHeard(context);
    try {
      await Promise.race([turn.mine, whenAborted(signal)]);
      const setting = { service, order: checked, sampleRate, observer: observerOf(request, turn), context: inContext };
      yield* speakPiece(text, setting, signal);
    } finally {
      turn.done();
    }
  };
  const join = { lookAhead: context.lookAhead, sampleRate, jointSilenceMs };
  return speechOf(atSpeed(joinPieces(pieces, speak, join, life.signal), order, service), request);
}

/**
 * The context of pieces that are asked for once there is audio: how long the first one waits for a worker is the
 * client's patience with silence, and a stream that plays is not to be broken by it.
 */
function onceHeard(context: SpeechContext): SpeechContext {
  const queueMs = Math.max(context.limits.queueMs, DEFAULT_LIMITS.queueMs);
  return { ...context, keepsColdJobs: false, limits: { ...context.limits, queueMs } };
}

/** Starts the report anew for an attempt; what stays of the earlier ones is their jobs. */
export function beginAttempt(
  report: SpeechReport,
  attempt: Pick<SpeechReport, 'service' | 'voice' | 'ignored' | 'pieces'>,
): void {
  Object.assign(report, { queueMs: undefined, firstChunkMs: undefined, sidecarMs: {}, ...attempt });
}

/**
 * The speech that audio at the order's rate is, once its first block is in hand.
 * @throws Problem `upstream_bad_reply` when there is none, and what the audio throws before it.
 */
export async function speechOf(
  audio: AsyncGenerator<Float32Array, void, undefined>,
  { order, life, report }: SpeechRequestState,
): Promise<Speech> {
  const first = await audio.next();
  if (first.done) throw new Problem('upstream_bad_reply', 'The speech model made no sound of this text');
  report.firstAudioMs = life.elapsedMs();
  const delivered = deliver(first.value, audio, report, life);
  // Begun at once: leaving a generator that was never begun would release nothing.
  await delivered.next();
  return { report, sampleRate: order.sampleRate, audio: delivered };
}

/** Notes what becomes of a job; once it has left us, or its worker has it, the next piece may be submitted. */
function observerOf({ life, report }: SpeechRequestState, turn: Turn): JobObserver {
  return {
    onJob: (id) => {
      report.jobs.push(id);
      turn.done();
    },
    onRunning: () => {
      report.queueMs ??= life.elapsedMs();
      turn.done();
    },
    onChunk: () => {
      report.firstChunkMs ??= life.elapsedMs();
    },
  };
}

/** A fallback may not have the voice: then its default one speaks. */
export function orderFor(order: SpeechOrder, service: ServiceConfig): SpeechOrder {
  const same = order.service === service.id;
  const known = order.voice !== undefined && findVoice(order.voice, service.template.voices) !== undefined;
  return same || known ? order : { ...order, voice: undefined };
}
