import type { SpeakerView } from '../hooks/use-speaker.ts';
import { clockTime, waitText } from '../speech/clock-time.ts';
import { isBusy, phaseWords } from '../speech/phase-words.ts';
import { Icon } from './icon.tsx';
import { Waveform } from './waveform.tsx';

/** What is heard now: waveform, progress, and how well the stream does. */
export function PlayerPanel({ phase, live, fellBack, playback, state }: SpeakerView) {
  const busy = isBusy(phase);
  const { receivedS = 0, playedS = 0, bufferedS = 0, firstSoundMs } = state ?? {};
  const paused = phase === 'paused';
  return (
    <section className="player card" aria-label="Player">
      <div className="player-line">
        <p className="status" role="status">
          {busy && live && <span className="streaming-indicator">{phaseWords({ phase, receivedS })}</span>}
          {!(busy && live) && phaseWords({ phase, receivedS })}
        </p>
        {(phase === 'playing' || paused) && (
          <button
            type="button"
            className="quiet pause-btn"
            onClick={() => (paused ? playback?.resume() : playback?.pause())}
          >
            <Icon name={paused ? 'play' : 'pause'} />
            {paused ? 'Go on' : 'Pause'}
          </button>
        )}
      </div>
      <Waveform playback={playback} moving={busy} />
      <dl className="figures">
        <Figure name="Played" value={`${clockTime(playedS)} / ${clockTime(receivedS)}`} />
        <Figure name="First sound" value={firstSoundMs === undefined ? '–' : waitText(firstSoundMs)} />
        <Figure name="Buffer" value={`${bufferedS.toFixed(1)} s`} />
      </dl>
      {fellBack && phase !== 'failed' && (
        <p className="notice" role="status">
          Streaming did not work, so this came as one clip.
        </p>
      )}
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
