import type { BatchItem } from '../speech/batch-items.ts';
import { secondsText } from '../speech/clock-time.ts';
import { Icon } from './icon.tsx';

interface BatchRowProps {
  /** From 0. */
  place: number;
  text: string;
  item: BatchItem | undefined;
  onText(text: string): void;
  onPlay(item: BatchItem): void;
  onSave(item: BatchItem): void;
}

/** One text of a batch, and what became of it. */
export function BatchRow({ place, text, item, onText, onPlay, onSave }: BatchRowProps) {
  const number = place + 1;
  return (
    <li className="batch-row">
      <span className="batch-number" aria-hidden="true">
        {number}
      </span>
      <textarea
        className={`batch-input batch-input-${place}`}
        rows={1}
        aria-label={`Text ${number}`}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {item !== undefined && (item.state === 'waiting' || item.state === 'speaking') && (
        <span className={`batch-state ${item.state}`}>{item.state}</span>
      )}
      {item?.state === 'done' && (
        <span className="batch-result">
          <span className="batch-state done">{item.seconds === undefined ? 'done' : secondsText(item.seconds)}</span>
          <button
            type="button"
            className="quiet icon-only"
            aria-label={`Play text ${number}`}
            onClick={() => onPlay(item)}
          >
            <Icon name="play" />
          </button>
          <button
            type="button"
            className="quiet icon-only"
            aria-label={`Download text ${number}`}
            onClick={() => onSave(item)}
          >
            <Icon name="download" />
          </button>
        </span>
      )}
      {item?.state === 'failed' && <p className="batch-error">{item.message}</p>}
    </li>
  );
}
