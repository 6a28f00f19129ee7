import { describe, expect, it } from 'vitest';
import { hear, hearResult } from '../../../test/clip.ts';
import { room, TEXT } from '../../../test/room.ts';
import type { EndpointConfigPatch } from '../endpoint-config.ts';
import type { Faults } from '../faults/faults.ts';
import { QWEN_LANGUAGES, QWEN_SPEAKERS } from '../speech/qwen-order.ts';

const TTS = '/plain/qwen/tts';

/** A room whose plain backend differs. */
const roomWith = (config: EndpointConfigPatch) => room({ endpoints: { 'qwen-http': config } });

/** Starts a call without waiting for it. */
function begin({ emulator }: ReturnType<typeof room>, text: string, signal?: AbortSignal): Promise<Response> {
  const init = { method: 'POST', body: JSON.stringify({ text }), ...(signal && { signal }) };
  return emulator.fetch(new Request(`http://emulator.test${TTS}`, init));
}

/** Has one text spoken, and reads the reply as bytes. */
async function speak(body: Record<string, unknown>, query = '', world = room()) {
  const request = new Request(`http://emulator.test${TTS}${query}`, { method: 'POST', body: JSON.stringify(body) });
  const response = await world.clock.run(world.emulator.fetch(request));
  return { ...world, response, bytes: async () => new Uint8Array(await world.clock.run(response.arrayBuffer())) };
}

const faulty = (emulate: Faults) => speak({ text: TEXT, emulate });

describe('a plain backend', () => {
  it('answers with a WAV file, once its model is loaded and the clip is whole', async () => {
    const { response, bytes, clock } = await speak({ text: TEXT, speaker: 'Vivian' });
    const wav = await bytes();
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(response.headers.get('content-length')).toBe(String(wav.length));
    expect(hear(wav)).toMatchObject({ sampleRate: 24_000, seconds: expect.closeTo(1.52, 3) });
    expect(clock.now()).toBe(1_500 + 608 + 20);
  });

  it.each([
    ['its configuration says so', '', { clip: 'json' }],
    ['the request says so', '?response=json', {}],
  ] as const)('answers with JSON when %s', async (_, query, config) => {
    const { call } = roomWith(config);
    const { body } = await call('POST', TTS + query, { text: TEXT });
    expect(body).toEqual({ audio: expect.any(String), sample_rate: 24_000 });
    expect(hearResult(body).seconds).toBeCloseTo(1.52, 3);
  });

  it('lets the request have a WAV file where JSON is usual', async () => {
    const { response } = await speak({ text: TEXT }, '?response=wav', roomWith({ clip: 'json' }));
    expect(response.headers.get('content-type')).toBe('audio/wav');
  });

  it('tells its speakers and languages', async () => {
    const { call } = room();
    expect((await call('GET', '/plain/qwen/speakers')).body).toEqual({ speakers: QWEN_SPEAKERS });
    expect((await call('GET', '/plain/qwen/languages')).body).toEqual({ languages: QWEN_LANGUAGES });
  });

  it('tells whether its model is loaded, and whether it can be', async () => {
    const { call, emulator } = room();
    const health = async () => (await call('GET', '/plain/qwen/health')).body;
    expect(await health()).toEqual({ status: 'healthy', model_loaded: false });
    await call('POST', TTS, { text: 'x' });
    expect(await health()).toEqual({ status: 'healthy', model_loaded: true });
    emulator.configure('qwen-http', { workers: 0 });
    expect(await health()).toEqual({ detail: 'The model cannot be loaded' });
  });

  it('asks for no key', async () => {
    expect((await room({ apiKeys: ['secret'] }).call('GET', '/plain/qwen/health')).status).toBe(200);
  });

  it('is no RunPod endpoint, and one of these is no plain backend', async () => {
    const { call } = room();
    expect((await call('POST', '/v2/qwen-http/run', { input: { text: 'x' } })).status).toBe(404);
    expect((await call('POST', '/plain/vibevoice/tts', { text: 'x' })).status).toBe(404);
  });

  it('can be made under any name', async () => {
    const { call } = room();
    await call('PUT', '/_emulator/endpoints/mine', { kind: 'plain', handler: 'qwen' });
    expect((await call('POST', '/plain/mine/tts', { text: 'x' })).status).toBe(200);
  });

  it.each([
    [{ speaker: 'Bob' }, 400, expect.stringMatching(/^Unknown speaker "Bob". Available: Ryan, Vivian/)],
    [{ language: 'Klingon' }, 400, expect.stringMatching(/^Unknown language "Klingon". Available: English, Ch/)],
    [{ text: '' }, 422, [{ type: 'value_error', loc: ['body', 'text'], msg: 'Missing required parameter: text' }]],
    [{ pitch: 2.1 }, 422, [expect.objectContaining({ loc: ['body', 'pitch'] })]],
    [{ emulate: { sing: true } }, 400, expect.stringContaining('a field of input.emulate is "sing"')],
  ])('refuses %j with %i', async (input, status, detail) => {
    const { call, emulator } = room();
    expect(await call('POST', TTS, { text: 'x', ...input })).toMatchObject({ status, body: { detail } });
    expect(emulator.jobs()).toEqual([]);
  });

  it.each([
    ['POST', TTS, '{', 422],
    ['POST', TTS, '[]', 422],
    ['POST', `${TTS}?response=mp3`, { text: 'x' }, 400],
    ['GET', TTS, undefined, 405],
    ['POST', '/plain/qwen/health', {}, 405],
    ['GET', '/plain/qwen/toString', undefined, 404],
    ['GET', '/plain/qwen/health/more', undefined, 404],
    ['GET', '/plain/nobody/health', undefined, 404],
    ['GET', '/plain', undefined, 404],
  ])('refuses %s %s %j with a detail', async (method, path, body, status) => {
    expect(await room().call(method, path, body)).toMatchObject({ status, body: { detail: expect.anything() } });
  });

  it('answers 500 where the handler gives no clip', async () => {
    const { call } = roomWith({ handler: 'vibevoice' });
    expect(await call('POST', TTS, { text: 'x' })).toMatchObject({
      status: 500,
      body: { detail: 'The handler returned no audio' },
    });
  });
});

describe('more texts than workers', () => {
  it('wait for their turn', async () => {
    const world = roomWith({ workers: 1 });
    const replies = await world.clock.run(Promise.all([begin(world, TEXT), begin(world, TEXT)]));
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    const [first, second] = world.emulator.jobs();
    expect(second?.history[1]).toEqual({ status: 'IN_PROGRESS', at: first?.history[2]?.at });
  });

  it('wait only so long', async () => {
    const world = roomWith({ workers: 1, waitLimitMs: 2_000 });
    const replies = await world.clock.run(Promise.all([begin(world, TEXT), begin(world, TEXT)]));
    expect(replies.map(({ status }) => status)).toEqual([200, 503]);
    expect(world.emulator.jobs()[1]).toMatchObject({ status: 'TIMED_OUT' });
  });

  it('run out of memory where nothing makes them wait', async () => {
    const world = roomWith({ workers: 2, whenFull: 'out-of-memory' });
    const three = await world.clock.run(Promise.all([1, 2, 3].map(() => begin(world, TEXT))));
    expect(three.map(({ status }) => status)).toEqual([200, 200, 500]);
    expect(await three[2]?.json()).toEqual({
      detail: expect.stringMatching(/^CUDA out of memory\. Tried to allocate/),
    });
    const later = await world.clock.run(Promise.all([1, 2].map(() => begin(world, TEXT))));
    expect(later.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('run out of memory as jobs of a queue, too', async () => {
    const { run, call } = room({ endpoints: { qwen: { workers: 1, whenFull: 'out-of-memory' } } });
    const ids = [await run({ text: TEXT }, {}, 'qwen'), await run({ text: TEXT }, {}, 'qwen')];
    const ends = await Promise.all(ids.map(async (id) => (await call('GET', `/v2/qwen/status-sync/${id}`)).body));
    expect(ends.map(({ status }) => status).sort()).toEqual(['COMPLETED', 'FAILED']);
  });
});

describe('a client that leaves', () => {
  it.each([
    ['while the model loads', 1_000],
    ['while the clip is made', 1_700],
  ])('%s stops the work', async (_, at) => {
    const world = room();
    const leave = new AbortController();
    const outcome = expect(begin(world, TEXT, leave.signal)).rejects.toThrow('gone');
    await world.clock.advance(at);
    leave.abort(new Error('gone'));
    await outcome;
    await world.clock.advance(0);
    expect(world.emulator.jobs()[0]).toMatchObject({
      endpoint: 'qwen-http',
      status: 'CANCELLED',
      cancelReceivedAt: at,
    });
  });

  it('leaves its worker to the next one', async () => {
    const world = roomWith({ workers: 1 });
    const leave = new AbortController();
    const outcome = expect(begin(world, TEXT, leave.signal)).rejects.toThrow();
    const next = begin(world, TEXT);
    await world.clock.advance(1_700);
    leave.abort();
    await outcome;
    expect((await world.clock.run(next)).status).toBe(200);
    expect(world.emulator.jobs()[1]?.history[1]?.at).toBe(1_700);
  });
});

describe('faults of a plain backend', () => {
  it('clip: json, whatever was asked for', async () => {
    const { response } = await speak({ text: TEXT, emulate: { clip: 'json' } }, '?response=wav');
    expect(await response.json()).toMatchObject({ sample_rate: 24_000 });
  });

  it('clip: bad-base64', async () => {
    const { audio } = (await (await faulty({ clip: 'bad-base64' })).response.json()) as { audio: string };
    expect(() => hearResult({ audio })).toThrow('base64');
  });

  it('clip: empty', async () => {
    const { response, bytes } = await faulty({ clip: 'empty' });
    expect([response.status, await bytes()]).toEqual([200, new Uint8Array(0)]);
  });

  it('clip: cut, behind a length that promises all', async () => {
    const { response, bytes } = await faulty({ clip: 'cut' });
    expect(response.headers.get('content-length')).toBe('73004');
    await expect(bytes()).rejects.toThrow();
  });

  it('resultShape: around the JSON', async () => {
    const { response } = await faulty({ clip: 'json', resultShape: 'double-wrapped' });
    expect(await response.json()).toEqual({ output: { audio: expect.any(String), sample_rate: 24_000 } });
  });

  it('end: OUT_OF_MEMORY for one text, and the next is well', async () => {
    const { call, emulator } = room();
    emulator.addFaults({ endpoint: 'qwen-http', match: 'big', times: 1, faults: { end: { status: 'OUT_OF_MEMORY' } } });
    const status = async (text: string) => (await call('POST', TTS, { text })).status;
    expect([await status('small'), await status('big'), await status('big')]).toEqual([200, 500, 200]);
    expect(emulator.jobs()[1]?.error).toMatch(/^CUDA out of memory/);
  });

  it('end: CRASH breaks the connection, and the model is loaded again', async () => {
    const { call, emulator } = room();
    emulator.addFaults({ endpoint: 'qwen-http', times: 1, faults: { end: { status: 'CRASH' } } });
    await expect(call('POST', TTS, { text: TEXT })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await call('GET', '/plain/qwen/health')).body.model_loaded).toBe(false);
    expect((await call('POST', TTS, { text: TEXT })).status).toBe(200);
    expect(emulator.jobs()[0]).toMatchObject({ status: 'FAILED', error: 'worker exited with exit code 137' });
  });

  it('end: CRASH of a worker leaves the queue to a new one', async () => {
    const { run, call, clock } = room({ endpoints: { qwen: { workers: 1 } } });
    const dying = await run({ text: TEXT }, { end: { status: 'CRASH' } }, 'qwen');
    const waiting = await run({ text: TEXT }, {}, 'qwen');
    await clock.advance(5_000);
    expect((await call('GET', `/v2/qwen/status/${dying}`)).body.error).toBe('worker exited with exit code 137');
    expect((await call('GET', `/v2/qwen/status/${waiting}`)).body).toMatchObject({
      status: 'COMPLETED',
      delayTime: 1_500 + 608 + 1_500,
    });
  });

  it.each([
    ['tts', 429, { detail: 'rate limit exceeded' }],
    ['tts', 503, { detail: 'service unavailable' }],
    ['speakers', 500, { detail: 'internal server error' }],
    ['health', 502, { detail: 'error' }],
  ] as const)('http: %s answers %i with a detail', async (op, status, body) => {
    const { call, emulator } = room();
    emulator.addFaults({ endpoint: 'qwen-http', faults: { http: [{ op, status, retryAfter: 3 }] } });
    const reply = await (op === 'tts' ? call('POST', TTS, { text: 'x' }) : call('GET', `/plain/qwen/${op}`));
    expect(reply).toMatchObject({ status, body });
    expect(reply.headers.get('retry-after')).toBe('3');
  });

  it.each([{ encoding: 'mp3' }, { shape: 'base64' }, { wrongCount: { by: 1 } }] as Faults[])(
    '%j: not of a whole clip, and says so',
    async (fault) => {
      const { response } = await faulty(fault);
      expect(await response.json()).toEqual({
        detail: `faults ${Object.keys(fault)[0]}: for chunks of speech, and this job gives a whole clip`,
      });
    },
  );
});
