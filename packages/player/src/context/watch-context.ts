import type { PlayerClock } from '../clock.ts';

/** A context that has not begun by then, in milliseconds, waits for a click: starting takes some hundred at most. */
const START_LIMIT_MS = 1_000;

/**
 * Tells when the browser holds the context (a call comes in on a phone: `interrupted`; no click yet: `suspended`), and
 * when it lets it go again. The function that is returned ends the watch.
 */
export function watchContext(context: AudioContext, clock: PlayerClock, onHeld: (held: boolean) => void): () => void {
  let started = context.state === 'running';
  const look = () => {
    started ||= context.state === 'running';
    if (started) onHeld(context.state !== 'running');
  };
  const cancel = clock.after(START_LIMIT_MS, () => {
    started = true;
    look();
  });
  context.addEventListener('statechange', look);
  return () => {
    cancel();
    context.removeEventListener('statechange', look);
  };
}
