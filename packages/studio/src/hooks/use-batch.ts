import { useEffect, useRef, useState } from 'react';
import type { ApiClient } from '../api/api-client.ts';
import { askBatch } from '../api/ask-batch.ts';
import { type BatchItem, beginBatch, sentItems, withoutRest, withResult } from '../speech/batch-items.ts';
import { clipSeconds } from '../speech/clip-seconds.ts';
import { type Failure, failureOf } from '../speech/failure.ts';
import type { Manner } from '../speech/speech-order.ts';

/** Several texts that are spoken together. */
export interface Batch {
  items: readonly BatchItem[];
  running: boolean;
  /** Why the batch as a whole was refused. */
  failure?: Failure | undefined;
  /** Begins; texts that are empty are passed over. */
  submit(texts: readonly string[], manner: Manner): void;
  stop(): void;
}

/** At most one batch at a time: a new one stops the one before it. */
export function useBatch(api: ApiClient): Batch {
  const [items, setItems] = useState<readonly BatchItem[]>([]);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const work = useRef<AbortController>(undefined);
  useEffect(() => () => work.current?.abort(), []);

  const submit = async (texts: readonly string[], manner: Manner) => {
    work.current?.abort();
    work.current = new AbortController();
    const { signal } = work.current;
    const update = (change: (items: readonly BatchItem[]) => readonly BatchItem[]) =>
      signal.aborted || setItems(change);
    const begun = beginBatch(texts);
    const sent = sentItems(begun);
    setItems(begun);
    setFailure(undefined);
    setRunning(true);
    try {
      if (sent.length > 0) await follow(sent, manner, signal, update);
      update((now) => withoutRest(now, 'No result came for it.'));
    } catch (error) {
      if (signal.aborted) return;
      setFailure(failureOf(error));
      // What is told of the batch as a whole is not told of each text again.
      setItems((now) => now.filter((item) => sentItems([item]).length === 0));
    } finally {
      if (work.current?.signal === signal) setRunning(false);
    }
  };

  const follow = async (
    sent: readonly BatchItem[],
    manner: Manner,
    signal: AbortSignal,
    update: (change: (items: readonly BatchItem[]) => readonly BatchItem[]) => void,
  ) => {
    const texts = sent.map(({ text }) => text);
    for await (const event of askBatch(api, texts, manner, signal)) {
      const { place } = sent[event.index] ?? {};
      const seconds = event.clip && (await clipSeconds(event.clip));
      if (place !== undefined) update((now) => withResult(now, place, event, seconds));
    }
  };

  const stop = () => {
    work.current?.abort();
    setRunning(false);
    setItems((now) => withoutRest(now, 'Stopped.'));
  };
  return { items, running, failure, submit, stop };
}
