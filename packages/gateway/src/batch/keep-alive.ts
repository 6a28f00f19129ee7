/**
 * Milliseconds of silence before an answer shows that it lives. Proxies and browsers would wait longer; but where a
 * listener who closes is only noticed when something is sent, their batch goes on for as long.
 */
export const KEEP_ALIVE_MS = 1_000;
