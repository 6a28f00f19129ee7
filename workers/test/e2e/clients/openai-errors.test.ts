import type { Faults } from '@voxlane/emulator';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from '../harness/system.ts';
import { requestsOf } from './requests-of.ts';

/** The edge itself tries once, and passes a longer `Retry-After` than TIMEOUT_MS on instead of waiting for it. */
const SETTINGS = { MAX_ATTEMPTS: '1', TIMEOUT_MS: '1500', QUEUE_TIMEOUT_MS: '1500' };
const RETRY_AFTER_S = 2;

const FAILS: Faults = { end: { status: 'FAILED' } };
const WAITS: Faults = { stayQueued: true };
const BUSY: Faults = { http: [{ op: 'run', status: 429, retryAfter: RETRY_AFTER_S }] };
const ENDLESSLY_BUSY: Faults = { http: [{ op: 'run', status: 429, retryAfter: RETRY_AFTER_S, times: 99 }] };

describe('the client of OpenAI, when something is wrong', () => {
  let system: System;
  let client: OpenAI;
  beforeAll(async () => {
    system = await startSystem({ settings: SETTINGS });
    client = new OpenAI({ baseURL: `${system.url}/v1`, apiKey: 'any', maxRetries: 0 });
  });
  afterAll(() => system?.close());

  const fails = (match: string, faults: Faults, times?: number) =>
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match, faults, ...(times !== undefined && { times }) });
  const thrownFor = (fields: object, by = client) =>
    by.audio.speech
      .create({ model: 'tts-1', voice: 'alloy', input: 'x', ...fields } as never)
      .catch((thrown: unknown) => thrown);

  it.each([
    ['voice', 'nobody', 'unknown_voice'],
    ['input', '', 'invalid_request'],
    ['input', 'x'.repeat(4_097), 'text_too_long'],
    ['speed', 9, 'invalid_request'],
    ['response_format', 'aac', 'invalid_request'],
  ] as const)('is told which field of a bad request is wrong: %s', async (param, value, code) => {
    const error = await thrownFor({ [param]: value });
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({
      status: 400,
      code,
      param,
      type: 'invalid_request_error',
      requestID: expect.any(String),
    });
  });

  it.each([
    ['A model that fails.', FAILS, OpenAI.InternalServerError, { status: 502, code: 'upstream_failed' }],
    ['A queue at rest.', WAITS, OpenAI.InternalServerError, { status: 503, code: 'cold_start_timeout' }],
    ['A model in demand.', ENDLESSLY_BUSY, OpenAI.RateLimitError, { status: 429, code: 'upstream_rate_limited' }],
  ] as const)('throws the class for it: %s', async (input, faults, Class, fields) => {
    fails(input, faults);
    const error = await thrownFor({ input });
    expect(error).toBeInstanceOf(Class);
    const type = fields.status === 429 ? 'rate_limit_error' : 'server_error';
    expect(error).toMatchObject({ ...fields, type, param: null, requestID: expect.any(String) });
    const { headers } = error as InstanceType<typeof Class>;
    const passes = fields.status !== 502;
    expect([headers?.get('x-should-retry'), headers?.has('retry-after')]).toEqual(['true', passes]);
  });

  it('is told a wrong key from a right one', async () => {
    const { url: baseURL } = await system.edgeWith({ API_KEYS: 'the-right-key' });
    const withKey = (apiKey: string) => new OpenAI({ baseURL: `${baseURL}/v1`, apiKey, maxRetries: 0 });
    const error = await thrownFor({}, withKey('a-wrong-key'));
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: 'unauthorized', type: 'invalid_request_error' });
    expect(await thrownFor({}, withKey('the-right-key'))).toBeInstanceOf(Response);
  });

  it('is told of a model that is not there', async () => {
    await expect(client.models.retrieve('whisper-1')).rejects.toMatchObject({
      constructor: OpenAI.NotFoundError,
      status: 404,
      code: 'model_not_found',
      param: 'model',
    });
  });

  describe('with retries', () => {
    let patient: OpenAI;
    beforeAll(() => {
      patient = client.withOptions({ maxRetries: 2 });
    });

    /** The statuses of all requests that one call of the client became. */
    async function statusesOf(input: string, fields: object, requests: number): Promise<number[]> {
      const id = input.replaceAll(/\W/g, '-');
      const order = { model: 'tts-1', voice: 'alloy', input, ...fields } as const;
      const answer = patient.audio.speech.create(order, { headers: { 'x-request-id': id } });
      await answer.then((spoken) => spoken.arrayBuffer()).catch(() => undefined);
      return (await requestsOf(system.edge, id, requests)).map(({ status }) => status);
    }

    it('waits as long as it is asked to, and is heard then', async () => {
      const input = 'Busy for once.';
      fails(input, BUSY);
      const begun = performance.now();
      expect(await statusesOf(input, {}, 2)).toEqual([429, 200]);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1_000);
    });

    it('repeats what may pass', async () => {
      const input = 'Failed for once.';
      fails(input, FAILS, 1);
      expect(await statusesOf(input, {}, 2)).toEqual([502, 200]);
    });

    it.each([
      ['a request that is wrong', 'Wrong once and always.', {}, { speed: 9 }, 400],
      ['a failure that would not pass, whatever its status', 'Not this sound.', { encoding: 'mp3' }, {}, 502],
    ] as const)('does not repeat %s', async (_, input, faults, fields, status) => {
      fails(input, faults);
      expect(await statusesOf(input, fields, 1)).toEqual([status]);
    });
  });
});
