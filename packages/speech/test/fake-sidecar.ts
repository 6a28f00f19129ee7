import { whenAborted } from '@voxlane/runpod';
import type { SidecarLink } from '../src/service-config.ts';
import { HandFedBody } from './hand-fed-body.ts';

/** One call of a sidecar, as it arrived. */
export interface SidecarCall {
  url: string;
  method: string | undefined;
  headers: Headers;
  body: Record<string, unknown> | undefined;
  redirect: RequestRedirect | undefined;
  signal: AbortSignal;
}

/** An answer, an Error for a connection that broke, or nothing at all. */
export type SidecarAnswer = Response | Error | 'silence';
type SidecarHandler = (call: SidecarCall) => SidecarAnswer | Promise<SidecarAnswer>;

export const SIDECAR_URL = 'http://sidecar.internal:4173';

/** A sidecar as `fetch`: paths are scripted, every call is recorded. It lives, and says nothing of its own accord. */
export class FakeSidecar {
  readonly calls: SidecarCall[] = [];
  /** What is answered, by path. */
  readonly handlers = new Map<string, SidecarHandler>([['/health', () => Response.json({ status: 'healthy' })]]);
  readonly link: SidecarLink;

  constructor(link: Partial<SidecarLink> = {}) {
    this.link = { url: SIDECAR_URL, secret: 'hush', fetch: this.fetch, ...link };
  }

  readonly fetch: typeof fetch = async (url, init) => {
    const call: SidecarCall = {
      url: String(url),
      method: init?.method,
      headers: new Headers(init?.headers),
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      redirect: init?.redirect,
      signal: init?.signal ?? new AbortController().signal,
    };
    this.calls.push(call);
    const handler = this.handlers.get(new URL(call.url).pathname);
    const answer = await Promise.race([handler?.(call) ?? 'silence', whenAborted(call.signal)]);
    if (answer instanceof Error) throw answer;
    return answer === 'silence' ? whenAborted(call.signal) : answer;
  };

  /** Answers the calls of a path in turn; the last answer goes on. Functions are asked for theirs. */
  script(path: string, ...answers: (SidecarAnswer | SidecarHandler)[]): void {
    let turn = 0;
    this.handlers.set(path, (call) => {
      const answer = answers[Math.min(turn++, answers.length - 1)] ?? 'silence';
      return typeof answer === 'function' ? answer(call) : answer;
    });
  }

  /** Answers `POST /api/tts/stream` with a body that is fed by hand, and breaks with the call as a real one does. */
  speaks(headers: Record<string, string> = {}, body = new HandFedBody()): HandFedBody {
    this.script('/api/tts/stream', ({ signal }) => {
      const breakOff = () => {
        body.break(new DOMException('aborted', 'AbortError'));
      };
      signal.addEventListener('abort', breakOff, { once: true });
      return spoken(body.stream, headers);
    });
    return body;
  }

  /** The calls of one path. */
  of(path: string): SidecarCall[] {
    return this.calls.filter(({ url }) => new URL(url).pathname === path);
  }

  /** Calls to speak, the only ones that cost a GPU. */
  get asked(): SidecarCall[] {
    return this.of('/api/tts/stream');
  }
}

/** A sidecar's answer of raw audio at 8 kHz, with some headers changed; an empty value takes a header out. */
export function spoken(body: BodyInit | null, headers: Record<string, string> = {}): Response {
  const all = { 'content-type': 'audio/octet-stream', 'x-sample-rate': '8000', 'x-channels': '1', ...headers };
  return new Response(body, { headers: Object.entries(all).filter(([, value]) => value !== '') });
}

/** A sidecar's error, in the fields that it has on `/api/*`. */
export function refusal(
  status: number,
  code: string,
  error: string,
  more: object = {},
  headers: Record<string, string> = {},
): Response {
  return Response.json({ error, code, tier: 'middleware', requestId: 'r-1', ...more }, { status, headers });
}
