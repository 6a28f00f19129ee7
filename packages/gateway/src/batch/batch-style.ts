import type { Problem } from '@voxlane/schema';
import type { BatchCounts, SpokenItem } from './batch-item.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How the answer to a batch looks in JSON. */
export interface BatchStyle {
  /** Fields before the list of results. */
  head: Fields;
  /** The field of a result that holds its audio in base64; it comes last. */
  audioField: string;
  /** The other fields of an item that was spoken. */
  spoken(index: number, item: SpokenItem): Fields;
  failed(index: number, problem: Problem): Fields;
  /** Fields behind the list of results. */
  counts(counts: BatchCounts): Fields;
}
