import { useId, useState } from 'react';
import type { Voice } from '../api/service.ts';
import { matchingVoices } from '../speech/matching-voices.ts';

interface VoicePickerProps {
  voices: readonly Voice[];
  voice: string;
  onVoice(voice: string): void;
}

/** Fewer voices than this are seen at a glance. */
const SEARCH_FROM = 8;

/** Who speaks; a field above narrows a long list. */
export function VoicePicker({ voices, voice, onVoice }: VoicePickerProps) {
  const id = useId();
  const [search, setSearch] = useState('');
  const searchable = voices.length >= SEARCH_FROM;
  const { own, openai } = matchingVoices(voices, searchable ? search : '', voice);
  return (
    <div className="field voice-field">
      <label htmlFor={id}>Voice</label>
      <div className={searchable ? 'voice-row searchable' : 'voice-row'}>
        <select id={id} className="speaker-select" value={voice} onChange={(event) => onVoice(event.target.value)}>
          {voices.length === 0 && <option value="">Default</option>}
          <VoiceOptions voices={own} />
          {openai.length > 0 && (
            <optgroup label="OpenAI's names">
              <VoiceOptions voices={openai} />
            </optgroup>
          )}
        </select>
        {searchable && (
          <input
            type="search"
            className="voice-search"
            placeholder="Search"
            aria-label="Search voices"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </div>
      <p className="sr-only" role="status">
        {search !== '' && `${own.length + openai.length} voices`}
      </p>
    </div>
  );
}

function VoiceOptions({ voices }: { voices: readonly Voice[] }) {
  return voices.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}
