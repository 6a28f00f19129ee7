import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDecoder } from '@voxlane/linacodec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NANO_TOKEN_SAMPLES, nanoLine } from '../../test/nano-tokens.ts';
import { settle } from '../../test/settle.ts';
import { codecDecoder, type DecodeReport } from './codec-decoder.ts';
import { CodecModel } from './codec-model.ts';
import { loadModel } from './load-model.ts';

/** Loading a model takes a second; a busy machine takes longer. */
const LIMIT_MS = 30_000;

const now = () => performance.now();
const model = new CodecModel();
let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'voxlane-codec-'));
  const settings = { model: 'nano', workers: 1, threads: 1, fast: false };
  const { signal } = new AbortController();
  const env = { LINACODEC_CACHE: cache };
  await loadModel(model, settings, { openDecoder, env, now, notice: () => undefined, signal });
}, LIMIT_MS);
afterAll(async () => {
  await model.decoder.close();
  await rm(cache, { recursive: true, force: true });
});

describe('the codec with the small voice', () => {
  it('is warm, and faster than it is listened to', () => {
    expect(model.loaded?.realTimeFactor).toBeGreaterThan(0);
    expect(model.loaded?.realTimeFactor).toBeLessThan(1);
  });

  it('sounds before the job is over, and counts the work alone', async () => {
    const reports: DecodeReport[] = [];
    const { tokens, embedding } = JSON.parse(nanoLine(75));
    const rest = Promise.withResolvers<void>();
    const chunks = async function* () {
      yield { kind: 'tokens', tokens, embedding, count: tokens.length } as const;
      await rest.promise;
      yield { kind: 'tokens', tokens, embedding: undefined, count: undefined } as const;
    };
    const { signal } = new AbortController();
    const began = now();
    const audio = codecDecoder(model, now, (report) => reports.push(report)).stream(chunks(), signal);
    let samples = (await audio.next()).value?.length ?? 0;
    expect(samples).toBeGreaterThan(0);
    rest.resolve();
    for await (const block of audio) samples += block.length;
    expect(Math.abs(samples - 150 * NANO_TOKEN_SAMPLES)).toBeLessThan(NANO_TOKEN_SAMPLES);
    const [report] = reports;
    expect(report?.audioSeconds).toBe(samples / 48_000);
    expect(report?.decodeSeconds).toBeGreaterThan(0);
    expect(report?.decodeSeconds).toBeLessThanOrEqual((now() - began) / 1_000);
  });

  it('says what is wrong with tokens that it does not know', async () => {
    const { embedding } = JSON.parse(nanoLine(1));
    const chunks = async function* () {
      yield { kind: 'tokens', tokens: [12_800], embedding, count: 1 } as const;
    };
    const audio = codecDecoder(model, now, () => undefined).stream(chunks(), new AbortController().signal);
    await expect(audio.next()).rejects.toMatchObject({ code: 'upstream_bad_audio' });
  });

  it('lets go of a job whose listener leaves while it waits for tokens', async () => {
    const reports: DecodeReport[] = [];
    const listener = new AbortController();
    const never = async function* () {
      await new Promise(() => undefined);
      yield { kind: 'tokens', tokens: [1], embedding: undefined, count: 1 } as const;
    };
    const audio = codecDecoder(model, now, (report) => reports.push(report)).stream(never(), listener.signal);
    const next = audio.next();
    await settle();
    listener.abort(new Error('gone'));
    await expect(next).rejects.toThrow('gone');
    expect(reports).toMatchObject([{ audioSeconds: 0 }]);
  });
});
