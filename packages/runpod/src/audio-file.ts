import { Problem } from '@voxlane/schema';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { readBody } from './read-body.ts';
import { isRetryableStatus, retryDelayMs } from './retry-delay.ts';

/** Largest file that a chunk may point to, in bytes: 170 seconds at 48 kHz, far more than one chunk holds. */
const MAX_AUDIO_FILE = 16 * 1024 * 1024;
const MAX_TRIES = 3;

/** What fetching an audio file needs from the world. */
export interface AudioFileDeps {
  fetch: typeof fetch;
  clock: Clock;
  random: () => number;
  /** Hosts that may be fetched from; `*.example.com` takes its subdomains, `host:port` one port. */
  audioHosts: readonly string[];
  /** Time for one try, in milliseconds. */
  timeoutMs: number;
}

/**
 * Fetches the audio that an `audio_url` chunk points to: https only (plain http for a listed loopback host), listed
 * hosts only, no redirects, no key sent, a bounded size, and a few tries, since presigned stores can be slow.
 * @throws Problem `upstream_bad_audio` for an address that may not be fetched, `upstream_unreachable` when it fails.
 */
export async function fetchAudioFile(address: string, deps: AudioFileDeps, signal: AbortSignal): Promise<Uint8Array> {
  const url = allowedUrl(address, deps.audioHosts);
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryFetch(url, deps, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof Problem && error.retryable) return error;
      throw error;
    });
    if (outcome instanceof Uint8Array) return outcome;
    if (attempt >= MAX_TRIES) throw outcome;
    await deps.clock.sleep(retryDelayMs(attempt - 1, deps.random, undefined), signal);
  }
}

async function tryFetch(url: URL, deps: AudioFileDeps, signal: AbortSignal): Promise<Uint8Array> {
  const late = () =>
    new Problem('connect_timeout', `The audio file of a chunk did not come within ${deps.timeoutMs} ms`);
  const send = deps.fetch;
  return withDeadline(deps.clock, deps.timeoutMs, signal, late, async (inner) => {
    const response = await send(url.href, { signal: inner, redirect: 'manual' }).catch((cause: unknown) => {
      throw new Problem('upstream_unreachable', 'The audio file of a chunk could not be fetched', { cause });
    });
    if (response.ok) return readBody(response, MAX_AUDIO_FILE);
    await response.body?.cancel();
    const hint = response.status === 403 || response.status === 404 ? '; its address has expired or is wrong' : '';
    throw new Problem('upstream_unreachable', `The audio file of a chunk answered ${response.status}${hint}`, {
      retryable: isRetryableStatus(response.status),
    });
  });
}

function allowedUrl(address: string, hosts: readonly string[]): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') {
    throw new Problem('upstream_bad_audio', 'A chunk points to an audio file with an address that is not valid');
  }
  const listed = hosts.some((host) => matchesHost(url, host));
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (listed && secure) return url;
  throw new Problem(
    'upstream_bad_audio',
    'A chunk points to an audio file on a host that may not be fetched from; list it as audioHosts in SERVICES (https only)',
  );
}

function matchesHost(url: URL, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  if (wanted.startsWith('*.')) return url.hostname.endsWith(wanted.slice(1));
  return wanted === url.hostname || wanted === url.host;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
