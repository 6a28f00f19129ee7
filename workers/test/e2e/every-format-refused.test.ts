import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVERIES, type Delivery, orderOf } from './harness/deliveries.ts';
import { stoppedJobs } from './harness/jobs.ts';
import { ask } from './harness/listener.ts';
import { eventsIn } from './harness/sse-text.ts';
import { type System, startSystem } from './harness/system.ts';

/** One attempt each, and waits that are short and still long enough for a busy machine. */
const LIMITS = { TIMEOUT_MS: '1500', QUEUE_TIMEOUT_MS: '1500', MAX_ATTEMPTS: '1' };

interface Failure {
  faults: Faults;
  status: number;
  code: string;
  /** OpenAI's word for it. */
  type?: string;
  retryAfter?: string;
  /** Whether its clients are told to try again. */
  again?: boolean;
}

const FAILURES: Readonly<Record<string, Failure>> = {
  'A job that fails': { faults: { end: { status: 'FAILED' } }, status: 502, code: 'upstream_failed' },
  'A refused key': {
    faults: { http: [{ op: 'run', status: 401, times: 99 }] },
    status: 502,
    code: 'upstream_unauthorized',
    again: false,
  },
  'A rate limit': {
    faults: { http: [{ op: 'run', status: 429, retryAfter: 7, times: 99 }] },
    status: 429,
    code: 'upstream_rate_limited',
    type: 'rate_limit_error',
    retryAfter: '7',
  },
  'A stuck queue': { faults: { stayQueued: true }, status: 503, code: 'cold_start_timeout', retryAfter: '15' },
};

describe('before the first audio of every format', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ settings: LIMITS });
  });
  afterAll(() => system.close());

  it.concurrent.each(Object.entries(FAILURES))('%s is an error and no audio', async (name, failure) => {
    await Promise.all(DELIVERIES.map(([way, delivery]) => expectRefusal(`${name}, ${way}.`, delivery, failure)));
  });

  async function expectRefusal(text: string, delivery: Delivery, failure: Failure) {
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: failure.faults });
    const { status, headers, hear } = await ask(system.url, orderOf(delivery, text));
    const { bytes, broken } = await hear();
    const got = { status, type: headers['content-type'], retryAfter: headers['retry-after'], broken };
    if (delivery.framing === 'sse') {
      expect(got, text).toEqual({ status: 200, type: 'text/event-stream; charset=utf-8', broken: true });
      const event = { type: 'speech.audio.error', ...errorFields(delivery, failure) };
      expect(
        eventsIn(bytes.toString()).map(({ data }) => data),
        text,
      ).toEqual([event]);
    } else {
      const { retryAfter, again = true } = failure;
      expect(got, text).toEqual({ status: failure.status, type: 'application/json', retryAfter, broken: false });
      expect(headers['x-should-retry'], text).toBe(delivery.path.startsWith('/v1/') ? String(again) : undefined);
      expect(JSON.parse(bytes.toString()), text).toEqual(errorFields(delivery, failure));
    }
    await stoppedJobs(system, text);
  }

  it.concurrent.each(DELIVERIES)('an unknown voice is a JSON error, %s', async (_, delivery) => {
    const answer = await ask(system.url, orderOf(delivery, 'Who says so?', { voice: 'nobody' }));
    const { bytes, broken } = await answer.hear();
    expect([answer.status, answer.headers['content-type'], broken]).toEqual([400, 'application/json', false]);
    const refused = { code: 'unknown_voice', type: 'invalid_request_error', param: 'voice' };
    expect(JSON.parse(bytes.toString())).toMatchObject(errorFields(delivery, refused));
  });
});

/** What an error tells by the route that it is on. */
interface Told {
  code: string;
  type?: string;
  param?: string;
}

/** The error in the shape of its route. */
function errorFields({ path }: Delivery, { code, type = 'server_error', param }: Told) {
  const message = expect.stringMatching(/./);
  if (path === '/v1/audio/speech') return { error: { message, type, param: param ?? null, code } };
  return { error: message, code, tier: 'middleware', requestId: expect.any(String) };
}
