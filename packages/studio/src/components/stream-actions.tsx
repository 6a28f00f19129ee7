import { Icon } from './icon.tsx';

interface StreamActionsProps {
  /** False while there is nothing to speak, or too much of it. */
  canSpeak: boolean;
  busy: boolean;
  canSave: boolean;
  onSpeak(): void;
  onStop(): void;
  onSave(): void;
}

/** The three things to do with a text. A button that cannot be used keeps its place among those that the keyboard finds. */
export function StreamActions({ canSpeak, busy, canSave, onSpeak, onStop, onSave }: StreamActionsProps) {
  const speakable = canSpeak && !busy;
  return (
    <div className="actions">
      <button
        type="button"
        className="primary stream-btn"
        aria-disabled={!speakable}
        title="Ctrl + Enter"
        onClick={() => speakable && onSpeak()}
      >
        <Icon name="play" />
        Stream
      </button>
      <button type="button" className="stop-btn" aria-disabled={!busy} title="Esc" onClick={() => busy && onStop()}>
        <Icon name="stop" />
        Stop
      </button>
      <button
        type="button"
        className="download-btn"
        aria-disabled={!canSave}
        title="As a WAV file"
        onClick={() => canSave && onSave()}
      >
        <Icon name="download" />
        Download
      </button>
      <p className="keys">
        <kbd>Ctrl</kbd> <kbd>Enter</kbd> speaks, <kbd>Esc</kbd> stops
      </p>
    </div>
  );
}
