import { ModelNotFoundError, type OpenDecoderOptions } from '@voxlane/linacodec';
import { describe, expect, it } from 'vitest';
import { FakeDecoder } from '../../test/fake-decoder.ts';
import { CodecModel } from './codec-model.ts';
import { type LoadingDeps, loadModel } from './load-model.ts';

const SETTINGS = { model: 'nano', workers: undefined, threads: undefined, fast: false };

function setUp(deps: Partial<LoadingDeps> = {}, work?: ConstructorParameters<typeof FakeDecoder>[0]) {
  const model = new CodecModel();
  const decoder = new FakeDecoder(work);
  const stop = new AbortController();
  const asked: OpenDecoderOptions[] = [];
  const load = (settings: Partial<Parameters<typeof loadModel>[1]> = {}) =>
    loadModel(
      model,
      { ...SETTINGS, ...settings },
      {
        openDecoder: async (options) => {
          asked.push(options);
          return decoder;
        },
        env: { HF_TOKEN: 'token' },
        now: () => 0,
        notice: () => undefined,
        signal: stop.signal,
        ...deps,
      },
    );
  return { model, decoder, stop, asked, load };
}

describe('loading the codec model', () => {
  it('opens it as it is set up, and hands it over warm', async () => {
    const { model, decoder, asked, load, stop } = setUp();
    expect(await load({ model: 'owner/name', workers: 3, fast: true })).toBe(decoder);
    expect(asked).toMatchObject([
      { model: 'owner/name', workers: 3, fast: true, env: { HF_TOKEN: 'token' }, signal: stop.signal },
    ]);
    expect(asked[0]).not.toHaveProperty('threads');
    expect(model.loaded).toEqual({ decoder, realTimeFactor: 0 });
    expect(decoder.closed).toBe(0);
  });

  it('is not there before it is warm', async () => {
    const warm = Promise.withResolvers<void>();
    const { model, load } = setUp({}, () => warm.promise);
    const loading = load();
    await new Promise((resolve) => setImmediate(resolve));
    expect(model.loaded).toBeUndefined();
    warm.resolve();
    await loading;
    expect(model.loaded).toBeDefined();
  });

  it.each([
    [{ overallReceived: 25, overallTotal: 100 }, 0.25],
    [{ overallReceived: 0, overallTotal: 0 }, 0],
  ])('tells of a download at %o that %d is done', async (progress, share) => {
    const opened = Promise.withResolvers<FakeDecoder>();
    let tell: OpenDecoderOptions['onFetchProgress'];
    const { model, decoder, load } = setUp({
      openDecoder: ({ onFetchProgress }) => {
        tell = onFetchProgress;
        return opened.promise;
      },
    });
    const loading = load();
    tell?.({ file: 'model.safetensors', receivedBytes: 1, totalBytes: 2, ...progress });
    expect(model.progress).toBe(share);
    opened.resolve(decoder);
    await loading;
    expect(model.progress).toBeUndefined();
  });

  it('fails as opening does', async () => {
    const failure = new ModelNotFoundError('nobody');
    const { model, load } = setUp({ openDecoder: () => Promise.reject(failure) });
    await expect(load()).rejects.toBe(failure);
    expect(model.loaded).toBeUndefined();
  });

  it('closes a decoder that cannot be warmed up', async () => {
    const { model, decoder, load } = setUp({}, () => Promise.reject(new Error('no memory')));
    await expect(load()).rejects.toThrow('no memory');
    expect([decoder.closed, decoder.open, model.loaded]).toEqual([1, 0, undefined]);
  });

  it('closes a decoder that nobody wants any more when it is open', async () => {
    const { model, decoder, stop, load } = setUp({
      openDecoder: async () => {
        stop.abort(new Error('the sidecar ends'));
        return decoder;
      },
    });
    await expect(load()).rejects.toThrow('the sidecar ends');
    expect([decoder.closed, model.loaded]).toEqual([1, undefined]);
  });

  it('closes a decoder that nobody wants any more when it is warm', async () => {
    let looks = 0;
    const { model, decoder, stop, load } = setUp({
      now: () => {
        // The last look at the clock, after both utterances.
        looks += 1;
        if (looks === 2) stop.abort(new Error('the sidecar ends'));
        return 0;
      },
    });
    await expect(load()).rejects.toThrow('the sidecar ends');
    expect([decoder.closed, model.loaded]).toEqual([1, undefined]);
  });
});
