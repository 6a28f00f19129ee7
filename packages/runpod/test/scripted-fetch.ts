/** One call that a scripted fetch was given. */
export interface SeenCall {
  method: string;
  url: string;
  headers: Headers;
  body: unknown;
}

/** What the next call gets: an answer, an error to throw, or a function of the call (which may wait). */
export type Turn =
  | Response
  | Error
  | ((call: SeenCall, signal: AbortSignal | undefined) => Response | Promise<Response>);

/** A fetch that plays a script and keeps what it was asked. A call past the script's end is a test's mistake. */
export function scriptedFetch(turns: Turn[]): { fetch: typeof fetch; calls: SeenCall[] } {
  const calls: SeenCall[] = [];
  const left = [...turns];
  const play = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const call = { method: init?.method ?? 'GET', url: String(input), headers: new Headers(init?.headers), body };
    calls.push(call);
    const turn = left.shift();
    if (turn === undefined) throw new Error(`nobody expected ${call.method} ${call.url}`);
    if (turn instanceof Error) throw turn;
    return turn instanceof Response ? turn : turn(call, init?.signal ?? undefined);
  };
  return { fetch: play as typeof fetch, calls };
}

/** Never answers, and fails when its signal fires, as a real fetch does. */
export function hanging(_: SeenCall, signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
  });
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
}
