/** From `info`, every request, to `silent`, none; `warn` leaves out what went well, `error` what was the client's. */
export const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
