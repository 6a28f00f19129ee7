import type { HttpFault } from '../faults/http-fault.ts';
import { ConnectionReset } from './connection-reset.ts';
import { edgePage, errorReply, unauthorized } from './replies.ts';

/**
 * The reply of `work`, or what `fault` makes of it. `signal` is the client's: a call that hangs ends with it. `refuse`
 * words a status as whoever answers does.
 */
export async function spoil(
  fault: HttpFault | undefined,
  signal: AbortSignal,
  work: () => Promise<Response>,
  refuse: (status: number, error: string, headers: Record<string, string>) => Response = platformRefusal,
): Promise<Response> {
  if (fault === undefined) return work();
  if (fault.reply === 'truncated-json') return truncated(await work());
  if (fault.when === 'after') await work();
  if (fault.reply !== undefined) return SPOILED[fault.reply](signal);
  const status = fault.status ?? 500;
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  return refuse(status, STATUS_TEXT[status] ?? 'error', headers);
}

/** A status in the words of RunPod, or of the edge in front of it. */
function platformRefusal(status: number, error: string, headers: Record<string, string>): Response {
  if (status === 401) return unauthorized('invalid api key');
  return status <= 500 || status === 503 ? errorReply(status, error, headers) : edgePage(status);
}

const STATUS_TEXT: Readonly<Record<number, string>> = {
  400: 'bad request',
  404: 'not found',
  429: 'rate limit exceeded',
  500: 'internal server error',
  503: 'service unavailable',
};

const SPOILED: Record<
  Exclude<NonNullable<HttpFault['reply']>, 'truncated-json'>,
  (signal: AbortSignal) => Promise<Response>
> = {
  reset: () => Promise.reject(new ConnectionReset()),
  hang: (signal) => hang(signal),
  'not-json': async () => new Response('upstream connect error', { headers: { 'content-type': 'application/json' } }),
  huge: async () => new Response(endlessJson(), { headers: { 'content-type': 'application/json' } }),
};

/** Never answers: rejects when the client gives up. */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function truncated(reply: Response): Promise<Response> {
  const text = await reply.text();
  return new Response(text.slice(0, Math.ceil(text.length / 2)), { status: reply.status, headers: reply.headers });
}

/** The body of `huge` ends after this many bytes: enough for any bound, and not for ever. */
const HUGE_BYTES = 1_073_741_824;
const PIECE = new TextEncoder().encode('A'.repeat(65_536));

/** JSON whose one string does not end within any reasonable size, made as it is read. */
function endlessJson(): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"status":"IN_PROGRESS","stream":[{"output":"'));
    },
    pull(controller) {
      controller.enqueue(PIECE.slice());
      sent += PIECE.length;
      if (sent >= HUGE_BYTES) controller.close();
    },
  });
}
