import { ApiError } from './api-error.ts';
import { readApiError } from './read-api-error.ts';

/** What a call may add. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Media type that is asked for. */
  accept?: string;
}

/** Calls the API of the place that served this page. Every failure but a cancel is an ApiError. */
export interface ApiClient {
  /** JSON of a GET, unchecked. */
  get(path: string, options?: CallOptions): Promise<unknown>;
  /** The answer to a POST of JSON, its body unread. */
  post(path: string, body: unknown, options?: CallOptions): Promise<Response>;
}

/**
 * @param fetch the page's own.
 * @param key the visitor's key at the time of a call, empty when there is none. It goes into one header, nowhere else.
 */
export function apiClient(fetch: typeof globalThis.fetch, key: () => string): ApiClient {
  const call = async (path: string, init: RequestInit, { signal, accept = 'application/json' }: CallOptions) => {
    const headers = { Accept: accept, ...bearer(key()), ...(init.body ? { 'Content-Type': 'application/json' } : {}) };
    const response = await fetch(path, { ...init, headers, signal: signal ?? null }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new ApiError('No answer came.', { status: 0, code: 'network', cause });
    });
    if (!response.ok) throw await readApiError(response);
    return response;
  };
  return {
    get: async (path, options = {}) => readJson(await call(path, {}, options)),
    post: (path, body, options = {}) => call(path, { method: 'POST', body: JSON.stringify(body) }, options),
  };
}

/** JSON of an answer. @throws ApiError `bad_answer` when it is something else, such as a proxy's page. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiError('The answer could not be read.', { status: response.status, code: 'bad_answer', cause });
  }
}

/** A header takes Latin-1 alone; a key with anything else is none of the server's, which says so. */
function bearer(key: string): Record<string, string> {
  const clean = key.trim().replace(/[^\x21-\x7e]/g, '?');
  return clean === '' ? {} : { Authorization: `Bearer ${clean}` };
}
