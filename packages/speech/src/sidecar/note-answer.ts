import type { SpeechReport } from '../speech.ts';
import { parseServerTiming } from './server-timing.ts';

/** Most names or ids that one header may list; a sidecar lists fewer. */
const MAX_LISTED = 20;
/** Longest list that is looked at, in UTF-16 units. */
const MAX_LENGTH = 2_000;
const JOB_ID = /^[\w-]{1,64}$/;
const FIELD_NAME = /^[A-Za-z_][\w.-]{0,63}$/;
/** A voice's name as it may stand in a log. */
const VOICE = /^[\w.'() -]{1,100}$/;
const PIECES = /^\d{1,6}$/;

/** Notes the jobs that a sidecar has started, which it names also when nothing came of them. */
export function noteJobs(headers: Headers, report: SpeechReport): void {
  report.jobs.push(...listed(headers.get('x-upstream-jobs'), JOB_ID));
}

/** Notes what a sidecar says of a speech whose first audio it has; anything that makes no sense is passed over. */
export function noteSpeech(headers: Headers, report: SpeechReport): void {
  const sidecarMs = parseServerTiming(headers.get('server-timing'));
  const voice = headers.get('x-voice')?.trim() ?? '';
  const pieces = headers.get('x-pieces')?.trim() ?? '';
  Object.assign(report, {
    sidecarMs,
    queueMs: sidecarMs.queue,
    firstChunkMs: sidecarMs['first-chunk'],
    ignored: listed(headers.get('x-ignored-fields'), FIELD_NAME),
    ...(VOICE.test(voice) ? { voice } : {}),
    ...(PIECES.test(pieces) ? { pieces: Number(pieces) } : {}),
  } satisfies Partial<SpeechReport>);
}

/** The parts of a list with commas that are what they should be. */
function listed(header: string | null, pattern: RegExp): string[] {
  const parts = (header ?? '').slice(0, MAX_LENGTH).split(',', MAX_LISTED);
  return parts.map((part) => part.trim()).filter((part) => pattern.test(part));
}
