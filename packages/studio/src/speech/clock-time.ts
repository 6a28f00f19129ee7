/** Seconds as people read them: `0:07`, `12:30`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A length in seconds with one decimal: `3.4 s`. */
export function secondsText(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** A wait: `340 ms`, `2.1 s`. */
export function waitText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : secondsText(ms / 1_000);
}
