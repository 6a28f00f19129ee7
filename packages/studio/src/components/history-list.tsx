import { secondsText, waitText } from '../speech/clock-time.ts';
import type { SpokenClip } from '../speech/spoken-clip.ts';
import { Icon } from './icon.tsx';

interface HistoryListProps {
  clips: readonly SpokenClip[];
  /** What the services are called. */
  nameOf(service: string): string;
  onPlay(clip: SpokenClip): void;
  onSave(clip: SpokenClip): void;
}

const TIME = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** What was spoken during this visit. */
export function HistoryList({ clips, nameOf, onPlay, onSave }: HistoryListProps) {
  if (clips.length === 0) return null;
  return (
    <section className="history" aria-labelledby="history-title">
      <h2 id="history-title">This visit</h2>
      <ol>
        {clips.map((clip) => (
          <li key={clip.id} className="history-item">
            <div className="history-words">
              <p className="history-text">{clip.text}</p>
              <p className="note">{aboutOf(clip, nameOf(clip.service))}</p>
            </div>
            <button
              type="button"
              className="quiet icon-only"
              {...labelled('Play again', clip)}
              onClick={() => onPlay(clip)}
            >
              <Icon name="play" />
            </button>
            <button
              type="button"
              className="quiet icon-only"
              {...labelled('Download', clip)}
              onClick={() => onSave(clip)}
            >
              <Icon name="download" />
            </button>
          </li>
        ))}
      </ol>
      <p className="note">Kept in this tab alone; a reload forgets it.</p>
    </section>
  );
}

function aboutOf({ voice, at, seconds, firstSoundMs }: SpokenClip, service: string): string {
  const first = firstSoundMs === undefined ? [] : [`first sound ${waitText(firstSoundMs)}`];
  return [voice, service, TIME.format(at), secondsText(seconds), ...first].filter(Boolean).join(' · ');
}

/** Characters of a text that tell its buttons from those of others. */
const LABEL_LENGTH = 40;

function labelled(action: string, { text }: SpokenClip) {
  return { title: action, 'aria-label': `${action}: ${text.slice(0, LABEL_LENGTH)}` };
}
