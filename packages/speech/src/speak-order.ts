import { DEFAULT_LIMITS, type JobObserver, whenAborted } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import { isSpeakable, planPieceRanges, type TextPiece } from '@voxlane/text';
import { checkOrder, findVoice } from './check-order.ts';
import { deliver } from './deliver.ts';
import { joinPieces } from './join-pieces.ts';
import { OutputRate } from './output-rate.ts';
import type { RequestLife } from './request-life.ts';
import type { ServiceConfig } from './service-config.ts';
import { speakPiece } from './speak-piece.ts';
import type { Speech, SpeechContext, SpeechOrder, SpeechReport } from './speech.ts';
import { ownManner, withSpeedAndPitch } from './speed-and-pitch.ts';
import { SubmitTurns, type Turn } from './submit-turns.ts';
import { UpstreamLimits } from './upstream-limits.ts';

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
  const { jointSilenceMs } = service.template;
  const checked = checkOrder(orderFor(order, service), service);
  const pieces = piecesOf(order, service);
  const { voice, ignored } = checked;
  beginAttempt(report, { service: service.id, voice, ignored, pieces: pieces.length });
  const turns = new SubmitTurns();
  const rate = new OutputRate(order.sampleRate);
  const upstreamLimits = context.upstreamLimits ?? new UpstreamLimits(context.clock);
  let begun = 0;
  const speak = async function* ({ text }: TextPiece, signal: AbortSignal) {
    const turn = turns.join();
    const inContext = begun++ === 0 ? context : onceHeard(context);
    try {
      await Promise.race([turn.mine, whenAborted(signal)]);
      const observer = observerOf(request, turn);
      const onPlace = () => {
        if (answersLate(service)) turn.done();
      };
      const setting = { service, order: checked, rate, observer, onPlace, upstreamLimits, context: inContext };
      yield* speakPiece(text, setting, signal);
    } finally {
      turn.done();
    }
  };
  const { speed } = ownManner(order, service);
  const onPiece = ({ start, end }: TextPiece, sample: number) => {
    report.marks.push({ start, end, sample: Math.round(sample / speed) });
  };
  const join = { lookAhead: context.lookAhead, rate, jointSilenceMs, onPiece };
  const audio = joinPieces(pieces, speak, join, life.signal);
  return speechOf(withSpeedAndPitch(audio, order, service, rate), rate, request);
}

/** A stretch of mere punctuation makes a piece that no voice can say. */
function piecesOf({ text, pieces = true }: SpeechOrder, { template }: ServiceConfig): TextPiece[] {
  if (!pieces) return [{ text, start: 0, end: text.length }];
  return planPieceRanges(text, template.piece).filter((piece) => isSpeakable(piece.text));
}

/**
 * True where the first word on a job comes with its clip: to wait for it before the next one is submitted would make
 * one clip after the other, whatever the upstream can do at once.
 */
function answersLate({ template, endpoint }: ServiceConfig): boolean {
  return template.wholeClips && endpoint?.kind === 'lb';
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
  Object.assign(report, { queueMs: undefined, firstChunkMs: undefined, sidecarMs: {}, marks: [], ...attempt });
}

/**
 * The speech that audio at the output rate is, once its first block is in hand.
 * @throws Problem `upstream_bad_reply` when there is none, and what the audio throws before it.
 */
export async function speechOf(
  audio: AsyncGenerator<Float32Array, void, undefined>,
  rate: OutputRate,
  { life, report }: SpeechRequestState,
): Promise<Speech> {
  const first = await audio.next();
  if (first.done) throw new Problem('upstream_bad_reply', 'The speech model made no sound of this text');
  report.firstAudioMs = life.elapsedMs();
  const delivered = deliver(first.value, audio, report, life);
  // Begun at once: leaving a generator that was never begun would release nothing.
  await delivered.next();
  return { report, sampleRate: rate.hz, audio: delivered };
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
