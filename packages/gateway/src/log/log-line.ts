import { asProblem, type Problem } from '@voxlane/schema';
import type { BodyEnd } from '@voxlane/speech';
import { safeFieldNames } from '../request/safe-field-names.ts';
import { stagesOf } from '../routes/server-timing.ts';
import type { Tier } from '../tier.ts';
import { faultPlace } from './fault-place.ts';
import type { RequestRecord } from './request-record.ts';

/** How a request ended. `refused`: turned away before any work upstream. `cancelled`: the listener left. */
export type Outcome = 'done' | 'refused' | 'failed' | 'cancelled';

/** One request, in the fields that an operator searches by. Never its text, a key or a body. Times in milliseconds. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  event: 'request';
  /** Which side of a request wrote the line. */
  tier: Tier;
  requestId: string;
  method: string;
  route: string;
  status: number;
  outcome: Outcome;
  totalMs: number;
  code?: string;
  /** Class and place of an error that nobody foresaw. */
  fault?: string;
  service?: string;
  /** The service that was asked for, when its fallback speaks. */
  asked?: string;
  voice?: string;
  characters?: number;
  pieces?: number;
  waitMs?: number;
  queueMs?: number;
  firstChunkMs?: number;
  decodeMs?: number;
  sidecarMs?: number;
  firstAudioMs?: number;
  audioSeconds?: number;
  /** Whether it was spoken before and kept, where speech is kept. */
  cache?: 'hit' | 'miss';
  bytes?: number;
  jobs?: readonly string[];
  ignored?: readonly string[];
  /** Of a batch: how many it has, and how they ended. */
  items?: number;
  completed?: number;
  failed?: number;
}

const LEVELS = { done: 'info', cancelled: 'info', refused: 'warn', failed: 'error' } as const;

/** The log line of a request whose answer has left or broken off. */
export function logLine(
  request: Pick<LogLine, 'tier' | 'requestId' | 'method' | 'route' | 'status'>,
  record: RequestRecord,
  now: number,
  end?: BodyEnd,
): LogLine {
  const problem = end?.outcome === 'failed' ? asProblem(end.error) : record.problem;
  const outcome = outcomeOf(record, problem, end);
  return {
    level: LEVELS[outcome],
    event: 'request',
    ...request,
    outcome,
    totalMs: Math.round(now - record.startedAt),
    ...codeFields(problem, outcome),
    ...speechFields(record),
    ...batchFields(record),
    ...(end === undefined ? {} : { bytes: end.bytes }),
  };
}

function outcomeOf(record: RequestRecord, problem: Problem | undefined, end: BodyEnd | undefined): Outcome {
  if (end?.outcome === 'cancelled' || problem?.code === 'client_closed') return 'cancelled';
  if (problem === undefined) return 'done';
  // A sidecar finds what is wrong with the order only after it was asked.
  const clientsOwn = problem.status <= 422 && end === undefined;
  return (record.begun && !clientsOwn) || problem.code === 'internal' ? 'failed' : 'refused';
}

function codeFields(problem: Problem | undefined, outcome: Outcome): Pick<LogLine, 'code' | 'fault'> {
  if (outcome === 'cancelled') return { code: 'client_closed' };
  if (problem === undefined) return {};
  if (problem.code !== 'internal') return { code: problem.code };
  return { code: 'internal', fault: faultPlace(problem.cause) };
}

/** Stages by the field that they have in the line; its own total covers the whole answer. */
const STAGES = {
  wait: 'waitMs',
  queue: 'queueMs',
  'first-chunk': 'firstChunkMs',
  decode: 'decodeMs',
  sidecar: 'sidecarMs',
  'first-audio': 'firstAudioMs',
} as const;

function stageFields(record: RequestRecord): Partial<LogLine> {
  const stages = stagesOf(record, record.startedAt);
  const fields = Object.entries(STAGES).map(([stage, field]) => [field, stages[stage]] as const);
  return Object.fromEntries(fields.flatMap(([field, ms]) => (ms === undefined ? [] : [[field, Math.round(ms)]])));
}

function speechFields(record: RequestRecord): Partial<LogLine> {
  const { order, report } = record;
  if (order === undefined) return {};
  const { service, voice, characters, sampleRate } = order;
  const asked = { service, ...(voice === undefined ? {} : { voice }), characters };
  if (report === undefined) return asked;
  const isVoice = voice !== undefined || report.firstAudioMs !== undefined;
  return {
    ...asked,
    ...(report.service === service ? {} : { service: report.service, asked: service }),
    ...(isVoice ? { voice: report.voice } : {}),
    pieces: report.pieces,
    ...stageFields(record),
    audioSeconds: sampleRate === undefined ? 0 : Math.round((report.samples / sampleRate) * 1000) / 1000,
    ...(report.cache === undefined ? {} : { cache: report.cache }),
    jobs: [...report.jobs],
    ignored: safeFieldNames(report.ignored),
  };
}

function batchFields({ batch }: RequestRecord): Partial<LogLine> {
  if (batch === undefined) return {};
  const { services, reports, audioSeconds, ...counts } = batch;
  const service = [...services].join(',');
  return {
    ...(service === '' ? {} : { service }),
    ...counts,
    pieces: reports.reduce((sum, { pieces }) => sum + pieces, 0),
    audioSeconds: Math.round(audioSeconds * 1000) / 1000,
    jobs: reports.flatMap(({ jobs }) => jobs),
    ignored: safeFieldNames([...new Set(reports.flatMap(({ ignored }) => ignored))]),
  };
}
