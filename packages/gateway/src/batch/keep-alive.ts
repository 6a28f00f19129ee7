/** Milliseconds of silence before an answer shows that it lives: proxies and browsers drop it after 15 s at the soonest. */
export const KEEP_ALIVE_MS = 10_000;
