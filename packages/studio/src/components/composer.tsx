import { type ReactNode, useState } from 'react';
import type { ApiClient } from '../api/api-client.ts';
import { useBatch } from '../hooks/use-batch.ts';
import { useHotkeys } from '../hooks/use-hotkeys.ts';
import type { Speaker } from '../hooks/use-speaker.ts';
import { type BatchItem, MAX_TEXTS } from '../speech/batch-items.ts';
import { fileNameOf } from '../speech/file-name-of.ts';
import { isBusy } from '../speech/phase-words.ts';
import { saveFile } from '../speech/save-file.ts';
import type { Manner } from '../speech/speech-order.ts';
import { zipClips } from '../speech/zip-clips.ts';
import { BatchForm } from './batch-form.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { StreamActions } from './stream-actions.tsx';
import { TextField } from './text-field.tsx';

interface ComposerProps {
  api: ApiClient;
  manner: Manner;
  /** Most characters of a text. */
  limit: number;
  speaker: Speaker;
  onKey(): void;
  /** Fields for the manner. */
  children: ReactNode;
}

const WELCOME = 'Hello! Type any text here, and hear it while the rest of it is still being made.';
const NO_TEXTS: readonly string[] = Array.from({ length: MAX_TEXTS }, () => '');

/** Where texts are written and sent off: one that streams, or several as a batch. */
export function Composer({ api, manner, limit, speaker, onKey, children }: ComposerProps) {
  const [several, setSeveral] = useState(false);
  const [text, setText] = useState(WELCOME);
  const [texts, setTexts] = useState(NO_TEXTS);
  const batch = useBatch(api);

  const busy = isBusy(speaker.phase);
  const canSpeak = text.trim() !== '' && text.length <= limit;
  const speak = () => canSpeak && speaker.speak({ ...manner, text });
  const submit = () => {
    if (!batch.running && texts.some((one) => one.trim() !== '')) batch.submit(texts, manner);
  };
  const stop = () => {
    speaker.stop();
    batch.stop();
  };
  useHotkeys({ onSpeak: several ? submit : () => busy || speak(), onStop: stop });

  const { order, playback, state, live, failure } = speaker;
  const piece = busy && live && order?.text === text ? state?.piece : undefined;
  const nameOf = ({ text: words }: BatchItem) => fileNameOf({ ...manner, text: words });
  const saveAll = async () => {
    const done = batch.items.flatMap((item) => (item.clip ? [{ name: nameOf(item), clip: item.clip }] : []));
    saveFile(await zipClips(done), 'speech.zip');
  };
  return (
    <section className="composer card" aria-label="Text to speech">
      <div className="mode">
        <p className="lead">{several ? 'Several texts' : 'What shall be said?'}</p>
        <button type="button" className="batch-toggle" aria-pressed={several} onClick={() => setSeveral(!several)}>
          Batch
        </button>
      </div>
      {several ? (
        <BatchForm
          texts={texts}
          batch={batch}
          onTexts={setTexts}
          onSubmit={submit}
          onKey={onKey}
          onPlay={(item) => item.clip && speaker.replay({ ...manner, text: item.text }, item.clip)}
          onSave={(item) => item.clip && saveFile(item.clip, nameOf(item))}
          onSaveAll={saveAll}
        />
      ) : (
        <>
          <TextField text={text} limit={limit} piece={piece} onText={setText} />
          <StreamActions
            canSpeak={canSpeak}
            busy={busy}
            canSave={(state?.keptS ?? 0) > 0}
            onSpeak={speak}
            onStop={stop}
            onSave={() => playback && order && saveFile(playback.wav(), fileNameOf(order))}
          />
        </>
      )}
      {failure !== undefined && !(several && live) && <FailureNotice failure={failure} onRetry={speak} onKey={onKey} />}
      {children}
    </section>
  );
}
