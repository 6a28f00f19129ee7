import { DecoderError } from '@voxlane/linacodec';
import { DEFAULT_LIMITS } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import type { SpeechReport } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { EMBEDDING, FakeDecoder, TOKEN_SAMPLES } from '../../test/fake-decoder.ts';
import { bodyOf, handFedBody } from '../../test/hand-fed-body.ts';
import { loadedModel } from '../../test/loaded-model.ts';
import { problemOf } from '../../test/problem-of.ts';
import { settle } from '../../test/settle.ts';
import type { DecodeReport } from './codec-decoder.ts';
import { CodecModel } from './codec-model.ts';
import { startDecoding } from './start-decoding.ts';

const FIRST = { tokens: [100, 200], embedding: EMBEDDING };

function setUp({ work, model, sampleRate = 48_000 }: Partial<Setting> = {}) {
  const clock = manualClock();
  const listener = new AbortController();
  const decoder = new FakeDecoder(work);
  const decoded: DecodeReport[] = [];
  const reports: SpeechReport[] = [];
  const context = {
    model: model ?? loadedModel(decoder),
    clock,
    limits: DEFAULT_LIMITS,
    maxBodyBytes: 100_000,
    signal: listener.signal,
    sampleRate,
    onDecoded: (report: DecodeReport) => decoded.push(report),
  };
  const start = (body: ReadableStream<Uint8Array>) => startDecoding(body, context, (report) => reports.push(report));
  return { clock, listener, decoder, decoded, reports, start };
}

interface Setting {
  work: ConstructorParameters<typeof FakeDecoder>[0];
  model: CodecModel;
  sampleRate: number;
}

async function countOf(audio: AsyncIterable<Float32Array>): Promise<number> {
  let samples = 0;
  for await (const block of audio) samples += block.length;
  return samples;
}

describe('decoding a body of tokens', () => {
  it('begins to sound before the body is over', async () => {
    const { start, reports, decoded, clock } = setUp();
    const body = handFedBody();
    const starting = start(body.stream);
    await settle();
    clock.advance(40);
    body.send(FIRST);
    const { report, sampleRate, audio } = await starting;
    expect(report).toMatchObject({ service: 'echotts', firstChunkMs: 40, firstAudioMs: 40, samples: 0, pieces: 1 });
    expect(reports).toEqual([report]);
    expect(sampleRate).toBe(48_000);
    body.send({ tokens: [300] });
    body.end();
    expect(await countOf(audio)).toBe(3 * TOKEN_SAMPLES);
    expect(report).toMatchObject({ samples: 3 * TOKEN_SAMPLES, pieces: 2 });
    expect(decoded).toEqual([{ decodeSeconds: 0, audioSeconds: (3 * TOKEN_SAMPLES) / 48_000 }]);
  });

  it('takes documents that are run together, and lists of them', async () => {
    const { start } = setUp();
    const text = JSON.stringify(FIRST) + JSON.stringify([{ tokens: [1] }, { tokens: [2, 3] }]);
    const { audio, report } = await start(bodyOf(text.slice(0, 20), text.slice(20)));
    expect(await countOf(audio)).toBe(5 * TOKEN_SAMPLES);
    expect(report.pieces).toBe(3);
  });

  it.each([8_000, 24_000, 44_100])('gives %d samples a second when asked to', async (sampleRate) => {
    const { start } = setUp({ sampleRate });
    const { audio } = await start(bodyOf(FIRST, FIRST, FIRST));
    const expected = (6 * TOKEN_SAMPLES * sampleRate) / 48_000;
    expect(Math.abs((await countOf(audio)) - expected)).toBeLessThanOrEqual(1);
  });

  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['white space', [' \n']],
    ['messages without tokens', [{ status: 'IN_PROGRESS' }]],
    ['empty tokens', [{ tokens: [], embedding: EMBEDDING }]],
  ])('refuses a body of %s', async (_, values) => {
    const { start, decoder } = setUp();
    const problem = await problemOf(() => start(bodyOf(...values)));
    expect([problem.code, problem.message]).toEqual(['invalid_request', expect.stringContaining('holds no tokens')]);
    expect(decoder.open).toBe(0);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', 'hello', /found "h" where a JSON document should begin/],
    ['broken JSON', '{"tokens": [1, ]}', /broken/],
    ['JSON that is cut off', '{"tokens": [1,', /cut off|ends/],
    ['other fields', { text: 'hello' }, /has the fields "text" and no tokens/],
    ['tokens without a voice', { tokens: [1] }, /has no embedding/],
    ['tokens that do not exist', { ...FIRST, tokens: [1_000] }, /from 0 to 999/],
    ['audio', { audio_chunk: 'AAAA' }, /no tokens/],
    ['a failure', { error: 'CUDA out of memory' }, /reports a failure: CUDA out of memory/],
  ])('says what is wrong with %s', async (_, value, says) => {
    const { start, decoder, decoded } = setUp();
    const problem = await problemOf(() => start(bodyOf(value)));
    expect(problem).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(problem.message).toMatch(says);
    expect(decoder.open).toBe(0);
    expect(decoded).toEqual([{ decodeSeconds: 0, audioSeconds: 0 }]);
  });

  it('breaks the sound at tokens that cannot be, after the sound before them', async () => {
    const { start } = setUp();
    const { audio, report } = await start(bodyOf(FIRST, { tokens: ['x'] }));
    expect(await problemOf(() => countOf(audio))).toMatchObject({ code: 'invalid_request' });
    expect(report.samples).toBe(2 * TOKEN_SAMPLES);
  });

  it('does not wait for tokens for ever', async () => {
    const { start, clock, decoder } = setUp();
    const body = handFedBody();
    const starting = problemOf(() => start(body.stream));
    await settle();
    clock.advance(DEFAULT_LIMITS.connectMs);
    expect(await starting).toMatchObject({ code: 'request_timeout', status: 408 });
    await settle();
    expect([body.cancelled, decoder.open]).toEqual([true, 0]);
  });

  it('passes on that the decoder failed', async () => {
    const failure = new DecoderError('the thread died');
    const { start } = setUp({
      work: () => {
        throw failure;
      },
    });
    await expect(start(bodyOf(FIRST))).rejects.toBe(failure);
  });

  it('is refused while the model is loaded', async () => {
    const { start } = setUp({ model: new CodecModel() });
    expect(await problemOf(() => start(bodyOf(FIRST)))).toMatchObject({ code: 'overloaded', retryAfterSeconds: 5 });
  });
});

describe('whoever leaves a body that is decoded', () => {
  it.each([0, 1])('after %d blocks frees decoder and body', async (blocks) => {
    const { start, decoder, decoded } = setUp();
    const body = handFedBody();
    body.send(FIRST);
    const { audio } = await start(body.stream);
    for (let block = 0; block < blocks; block++) await audio.next();
    await audio.return();
    await settle();
    expect([body.cancelled, decoder.open, decoded.length]).toEqual([true, 0, 1]);
  });

  it('by an abort before the first tokens ends it', async () => {
    const { start, listener, decoder } = setUp();
    const body = handFedBody();
    const starting = start(body.stream);
    await settle();
    const reason = new Problem('client_closed', 'The listener left');
    listener.abort(reason);
    await expect(starting).rejects.toBe(reason);
    await settle();
    expect([body.cancelled, decoder.open]).toEqual([true, 0]);
  });

  it('by breaking off the body ends it', async () => {
    const { start } = setUp();
    const body = handFedBody();
    body.send(FIRST);
    const { audio } = await start(body.stream);
    body.fail(new Error('connection lost'));
    expect(await problemOf(() => countOf(audio))).toMatchObject({ code: 'client_closed' });
  });
});
