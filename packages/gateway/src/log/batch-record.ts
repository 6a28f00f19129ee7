import { Problem, type ServiceId } from '@voxlane/schema';
import type { SpeechReport } from '@voxlane/speech';
import type { ItemResult } from '../batch/batch-item.ts';
import { isOrder, type ReadItem } from '../request/batch-reader.ts';

/** What is gathered about a batch on its way; of items whose faults show before they are spoken, only their number. */
export interface BatchRecord {
  services: Set<ServiceId>;
  items: number;
  characters: number;
  completed: number;
  failed: number;
  audioSeconds: number;
  reports: SpeechReport[];
}

/** The record of a batch of which nothing has been spoken. */
export function batchRecord(items: readonly ReadItem[]): BatchRecord {
  const orders = items.filter(isOrder);
  return {
    services: new Set(orders.map(({ service }) => service)),
    items: items.length,
    characters: orders.reduce((sum, { text }) => sum + text.length, 0),
    completed: 0,
    failed: 0,
    audioSeconds: 0,
    reports: [],
  };
}

/** Notes what came of an item. */
export function noteResult(record: BatchRecord, { outcome }: ItemResult): void {
  if (outcome instanceof Problem) record.failed += 1;
  else {
    record.completed += 1;
    record.audioSeconds += outcome.samples / outcome.sampleRate;
  }
}
