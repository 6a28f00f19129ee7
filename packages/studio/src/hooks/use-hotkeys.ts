import { useEffect, useEffectEvent } from 'react';

/** What the keys of the page do. */
export interface Hotkeys {
  /** Ctrl or Cmd with Enter. */
  onSpeak(): void;
  /** Escape. */
  onStop(): void;
}

/** Listens for the keys of the page, wherever the focus is. */
export function useHotkeys({ onSpeak, onStop }: Hotkeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape') onStop();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    onSpeak();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
