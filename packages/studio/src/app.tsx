import { useEffect, useMemo, useState } from 'react';
import { apiClient } from './api/api-client.ts';
import { listServices } from './api/list-services.ts';
import { ANY_SERVICE, listVoices } from './api/list-voices.ts';
import { DEFAULT_TEXT_LIMIT, textLimit } from './api/text-limit.ts';
import { Composer } from './components/composer.tsx';
import { FailureNotice } from './components/failure-notice.tsx';
import { HistoryList } from './components/history-list.tsx';
import { KeyForm } from './components/key-form.tsx';
import { MannerFields } from './components/manner-fields.tsx';
import { PlayerPanel } from './components/player-panel.tsx';
import { SiteFooter } from './components/site-footer.tsx';
import { SiteHeader } from './components/site-header.tsx';
import { useApiKey } from './hooks/use-api-key.ts';
import { useChoices } from './hooks/use-choices.ts';
import { useHistory } from './hooks/use-history.ts';
import { useLoaded } from './hooks/use-loaded.ts';
import { useSpeaker } from './hooks/use-speaker.ts';
import { useTheme } from './hooks/use-theme.ts';
import { failureOf } from './speech/failure.ts';
import { fileNameOf } from './speech/file-name-of.ts';
import { chosenService, mannerOf } from './speech/manner-of.ts';
import { isBusy } from './speech/phase-words.ts';
import { saveFile } from './speech/save-file.ts';

/** The page: a text, who speaks it, what is heard, and what was heard before. */
export function App() {
  const { theme, next } = useTheme();
  const apiKey = useApiKey();
  const [keyOpen, setKeyOpen] = useState(false);
  const api = useMemo(
    () =>
      apiClient(
        (...call) => fetch(...call),
        () => apiKey.value,
      ),
    [apiKey.value],
  );

  const [choices, change] = useChoices();
  const services = useLoaded(useMemo(() => (signal) => listServices(api, location.host, signal), [api]));
  const service = chosenService(choices, services.value ?? []);
  const loadVoices = useMemo(
    () => (service === '' ? undefined : (signal: AbortSignal) => listVoices(api, service, signal)),
    [api, service],
  );
  const offered = useLoaded(loadVoices);
  const limit = useLoaded(useMemo(() => (signal) => textLimit(api, signal), [api])).value ?? DEFAULT_TEXT_LIMIT;
  const manner = mannerOf(choices, service, offered.value ?? ANY_SERVICE);

  const [clips, addClip] = useHistory();
  const speaker = useSpeaker(api, addClip);
  const speaking = isBusy(speaker.phase);
  useEffect(() => {
    document.title = speaking ? 'Speaking · Voxlane' : 'Voxlane';
  }, [speaking]);
  const broken = services.error ?? offered.error;
  return (
    <>
      <SiteHeader
        theme={theme}
        onTheme={next}
        hasKey={apiKey.value !== ''}
        keyOpen={keyOpen}
        onKey={() => setKeyOpen(!keyOpen)}
      />
      <main>
        {keyOpen && <KeyForm apiKey={apiKey} onDone={() => setKeyOpen(false)} />}
        {broken !== undefined && (
          <FailureNotice
            failure={failureOf(broken)}
            onRetry={services.error === undefined ? offered.retry : services.retry}
            onKey={() => setKeyOpen(true)}
          />
        )}
        <Composer api={api} manner={manner} limit={limit} speaker={speaker} onKey={() => setKeyOpen(true)}>
          <MannerFields
            services={services.value ?? []}
            offered={offered.value ?? ANY_SERVICE}
            manner={manner}
            onChange={change}
          />
        </Composer>
        <PlayerPanel {...speaker} />
        <HistoryList
          clips={clips}
          nameOf={(id) => services.value?.find((each) => each.id === id)?.name ?? id}
          onPlay={(clip) => speaker.replay(clip, clip.clip)}
          onSave={(clip) => saveFile(clip.clip, fileNameOf(clip))}
        />
      </main>
      <SiteFooter />
    </>
  );
}
