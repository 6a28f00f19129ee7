import { type Clock, healthUrl, readJson, withDeadline } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import type { ServiceConfig } from '../service-config.ts';
import { readNames } from './read-names.ts';
import { withNames } from './with-names.ts';

/** Longest wait for a list, in milliseconds: who asked waits to speak. */
const ASK_MS = 3_000;
/** For how long a list is taken for true, and for how long nothing is asked again after a failure, in milliseconds. */
const FRESH_MS = 300_000;
const AFTER_FAILURE_MS = 60_000;

/** Most bytes of a list. */
const MAX_BYTES = 64 * 1024;

/** What the latest look at a list came to. */
interface Seen {
  names: string[] | undefined;
  /** Until when it is not asked for again, on the clock. */
  until: number;
}

/**
 * Speakers and languages as plain HTTP servers of whole clips tell them, beside the URL that speaks: `GET speakers` and
 * `GET languages`. Kept in this isolate; where nothing is told, the template stands. Endpoints at RunPod are not asked,
 * since the question would wake a GPU.
 */
export class Catalog {
  readonly #fetch: typeof fetch;
  readonly #clock: Clock;
  // What was seen is kept, not the promise of it: a Worker may not wait for what another request began.
  readonly #seen = new Map<string, Seen>();

  constructor({ fetch, clock }: { fetch: typeof globalThis.fetch; clock: Clock }) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** The service with the voices and languages of its upstream. Never throws: a failure leaves what was known before. */
  async serviceWith(service: ServiceConfig): Promise<ServiceConfig> {
    const { template, endpoint, apiKey, sidecar } = service;
    if (sidecar !== undefined || !template.wholeClips || endpoint?.kind !== 'lb') return service;
    if (healthUrl(endpoint) !== undefined) return service;
    const [speakers, languages] = await Promise.all(
      ['speakers', 'languages'].map((list) => this.#names(list, endpoint.url, apiKey)),
    );
    return withNames(service, { speakers, languages });
  }

  async #names(list: string, endpoint: string, apiKey: string | undefined): Promise<string[] | undefined> {
    const url = new URL(list, endpoint).href;
    const seen = this.#seen.get(url);
    if (seen !== undefined && this.#clock.now() < seen.until) return seen.names;
    const names = await this.#ask(url, list, apiKey).catch(() => undefined);
    const until = this.#clock.now() + (names === undefined ? AFTER_FAILURE_MS : FRESH_MS);
    const known = names ?? seen?.names;
    this.#seen.set(url, { names: known, until });
    return known;
  }

  async #ask(url: string, list: string, apiKey: string | undefined): Promise<string[] | undefined> {
    const headers = {
      accept: 'application/json',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    };
    const send = this.#fetch;
    const late = () => new Problem('connect_timeout', `The upstream did not tell its ${list} within ${ASK_MS} ms`);
    return await withDeadline(this.#clock, ASK_MS, UNSTOPPED, late, async (signal) => {
      const response = await send(url, { headers, signal, redirect: 'manual' });
      if (response.ok) return readNames(await readJson(response, MAX_BYTES), list);
      await response.body?.cancel();
      return undefined;
    });
  }
}

/** A look serves everybody who asks later, so that it does not end with the listener for whom it was begun. */
const UNSTOPPED = new AbortController().signal;
