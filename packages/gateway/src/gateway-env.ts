import type { RequestRecord } from './log/request-record.ts';

/** What middleware leaves for those behind it, in Hono's terms. */
export interface GatewayEnv {
  Variables: {
    requestId: string;
    record: RequestRecord;
    /** SHA-256 of the caller's API key in hexadecimal; not set where no key is needed. */
    keyHash: string | undefined;
  };
}
