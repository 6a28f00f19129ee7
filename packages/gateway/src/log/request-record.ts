import type { Problem, ServiceId } from '@voxlane/schema';
import type { BodyEnd, SpeechReport } from '@voxlane/speech';
import type { BatchRecord } from './batch-record.ts';

/** What is gathered about a request on its way, for its log line. */
export interface RequestRecord {
  /** The clock's time of the request's arrival, in milliseconds. */
  startedAt: number;
  /** The order, from when it was found good: a name before that may be anything a client sends. */
  order?: {
    service: ServiceId;
    /** Undefined while only a sidecar can tell whether there is such a voice. */
    voice: string | undefined;
    characters: number;
    /** In Hz; undefined while only the model knows. */
    sampleRate: number | undefined;
  };
  /** True once work upstream was asked for. */
  begun: boolean;
  /** Milliseconds in line before work was begun, where there is a line. */
  waitMs?: number;
  report?: SpeechReport;
  /** Of a batch: its items, and what came of those that are over. */
  batch?: BatchRecord;
  problem?: Problem;
  /** Settles when the streamed body ends; not set for an answer that is complete when it leaves the app. */
  ended?: Promise<BodyEnd>;
}
