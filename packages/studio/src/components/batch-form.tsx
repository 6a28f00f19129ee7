import type { Batch } from '../hooks/use-batch.ts';
import { type BatchItem, MAX_TEXTS } from '../speech/batch-items.ts';
import { BatchRow } from './batch-row.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Icon } from './icon.tsx';

interface BatchFormProps {
  texts: readonly string[];
  batch: Batch;
  onTexts(texts: readonly string[]): void;
  onSubmit(): void;
  onKey(): void;
  onPlay(item: BatchItem): void;
  onSave(item: BatchItem): void;
  onSaveAll(): void;
}

const PLACES = Array.from({ length: MAX_TEXTS }, (_, place) => place);

/** Up to ten texts, a line each, that are spoken together. */
export function BatchForm(props: BatchFormProps) {
  const { texts, batch, onTexts, onSubmit, onKey, onPlay, onSave, onSaveAll } = props;
  const { items, running, failure, stop } = batch;
  const empty = texts.every((text) => text.trim() === '');
  const done = items.filter(({ state }) => state === 'done').length;
  return (
    <div className="batch">
      <ol className="batch-rows">
        {PLACES.map((place) => (
          <BatchRow
            key={place}
            place={place}
            text={texts[place] ?? ''}
            item={items.find((item) => item.place === place)}
            onText={(changed) => onTexts(texts.with(place, changed))}
            onPlay={onPlay}
            onSave={onSave}
          />
        ))}
      </ol>
      <div className="actions">
        <button
          type="button"
          className="primary batch-submit"
          aria-disabled={empty || running}
          title="Ctrl + Enter"
          onClick={onSubmit}
        >
          <Icon name="play" />
          Speak all
        </button>
        <button
          type="button"
          className="stop-btn"
          aria-disabled={!running}
          title="Esc"
          onClick={() => running && stop()}
        >
          <Icon name="stop" />
          Stop
        </button>
        <button
          type="button"
          className="batch-download"
          aria-disabled={done === 0}
          title="As a ZIP archive of WAV files"
          onClick={() => done > 0 && onSaveAll()}
        >
          <Icon name="download" />
          Download all
        </button>
      </div>
      {failure !== undefined && (
        <FailureNotice failure={failure} className="batch-error" onRetry={onSubmit} onKey={onKey} />
      )}
      <p className="note" role="status">
        {batchWords(items, running)}
      </p>
    </div>
  );
}

function batchWords(items: readonly BatchItem[], running: boolean): string {
  if (items.length === 0) return 'Up to ten texts, spoken in one go by the voice below.';
  const count = (state: BatchItem['state']) => items.filter((item) => item.state === state).length;
  const failed = count('failed') > 0 ? `, ${count('failed')} failed` : '';
  return `${running ? 'Speaking: ' : ''}${count('done')} of ${items.length} done${failed}.`;
}
