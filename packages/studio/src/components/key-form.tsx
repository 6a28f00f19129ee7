import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ApiKey } from '../hooks/use-api-key.ts';

/** A field for the key; its value is taken when the form is sent, and cleared when it is sent empty. */
export function KeyForm({ apiKey, onDone }: { apiKey: ApiKey; onDone(): void }) {
  const [value, setValue] = useState(apiKey.value);
  const [kept, setKept] = useState(apiKey.kept);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apiKey.set(value.trim(), kept);
    onDone();
  };
  return (
    <form id="key-form" className="key-form card" onSubmit={submit}>
      <label htmlFor="api-key">API key</label>
      <div className="key-row">
        <input
          ref={field}
          id="api-key"
          className="key-input"
          type="password"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="key-note"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <button type="submit">Use key</button>
      </div>
      <label className="check">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
        Keep until this tab is closed
      </label>
      <p id="key-note" className="note">
        Only needed where the server asks for one. It is sent to this server and nowhere else.
      </p>
    </form>
  );
}
