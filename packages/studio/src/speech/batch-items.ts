import type { BatchEvent } from '../api/batch-event.ts';
import { CLIP_TEXT_LIMIT } from '../api/text-limit.ts';

/** Most texts of a batch: the limit of the API. */
export const MAX_TEXTS = 10;
/** Texts of a batch that the API speaks at once unless its settings say otherwise. */
const AT_ONCE = 2;

/** What became of one text so far. */
export interface BatchItem {
  /** Its place among the fields, from 0. */
  place: number;
  text: string;
  state: 'waiting' | 'speaking' | 'done' | 'failed';
  clip?: Blob;
  /** Length of the clip in seconds. */
  seconds?: number | undefined;
  /** Why it failed. */
  message?: string;
}

/** The API asks for something that can be spoken. */
const SPEAKABLE = /[\p{L}\p{N}\p{S}]/u;

/** The texts that are there, at work or refused at once; fields left empty are passed over. */
export function beginBatch(texts: readonly string[]): BatchItem[] {
  const items = texts.flatMap((text, place): BatchItem[] => {
    if (text.trim() === '') return [];
    const message = faultOf(text);
    return [message === undefined ? { place, text, state: 'waiting' } : { place, text, state: 'failed', message }];
  });
  return marked(items);
}

/** The items that are sent, in order: an event's index counts among them. */
export function sentItems(items: readonly BatchItem[]): BatchItem[] {
  return items.filter(({ state }) => state === 'waiting' || state === 'speaking');
}

/** The items after one of them ended. @param place of that one. */
export function withResult(
  items: readonly BatchItem[],
  place: number,
  { clip, message }: Pick<BatchEvent, 'clip' | 'message'>,
  seconds?: number,
): BatchItem[] {
  const ended = items.map((item): BatchItem => {
    if (item.place !== place) return item;
    if (clip !== undefined) return { ...item, state: 'done', clip, seconds };
    return { ...item, state: 'failed', message: message ?? 'It could not be spoken.' };
  });
  return marked(ended);
}

/** The items when nothing more will come: what did not end has failed. */
export function withoutRest(items: readonly BatchItem[], message: string): BatchItem[] {
  return items.map((item) => (sentItems([item]).length > 0 ? { ...item, state: 'failed', message } : item));
}

/** The API takes texts in order, so the first ones that are not over are those at work. */
function marked(items: readonly BatchItem[]): BatchItem[] {
  const atWork = new Set(sentItems(items).slice(0, AT_ONCE));
  return items.map((item) => (atWork.has(item) ? { ...item, state: 'speaking' } : item));
}

function faultOf(text: string): string | undefined {
  if (!SPEAKABLE.test(text)) return 'There is nothing in it that can be spoken.';
  if (text.length <= CLIP_TEXT_LIMIT) return undefined;
  return `It has ${text.length} characters; a text of a batch has at most ${CLIP_TEXT_LIMIT}.`;
}
