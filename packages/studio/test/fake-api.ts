import type { ApiClient } from '../src/api/api-client.ts';

/** A call that a client made. */
export interface Call {
  path: string;
  body?: unknown;
  accept?: string | undefined;
}

/** An API that answers by `answer` and notes what it was asked. */
export function fakeApi(answer: (call: Call) => unknown): ApiClient & { calls: Call[] } {
  const calls: Call[] = [];
  const ask = async (call: Call) => {
    calls.push(call);
    return await answer(call);
  };
  return {
    calls,
    get: (path) => ask({ path }),
    post: (path, body, { accept } = {}) => ask({ path, body, accept }) as Promise<Response>,
  };
}
