import { describe, expect, it } from 'vitest';
import { drain, watchedOptions } from '../../test/body-reading.ts';
import { fakeSpeech, ramp } from '../../test/fake-speech.ts';
import { settled } from '../../test/settled.ts';
import { pullBody } from './pull-body.ts';

const oneByteASample = (samples: Float32Array) => new Uint8Array(samples.length).fill(7);
const endless = () =>
  (function* () {
    for (;;) yield ramp(0, 4);
  })();

describe('a pulled body', () => {
  it('ends when its source ends, and says how much went out', async () => {
    const options = watchedOptions();
    const { speech } = fakeSpeech([ramp(0, 4), ramp(4, 2)]);
    const { chunks, error } = await drain(pullBody(speech.audio, oneByteASample, options));
    expect(error).toBeUndefined();
    expect(chunks.map((chunk) => chunk.length)).toEqual([4, 2]);
    expect(options.ends).toEqual([{ outcome: 'done', bytes: 6 }]);
  });

  it('passes over items without bytes, so that a reader is never left waiting', async () => {
    const { speech } = fakeSpeech([ramp(0, 0), ramp(0, 3), ramp(0, 0), ramp(0, 0)]);
    const { chunks } = await drain(pullBody(speech.audio, oneByteASample, watchedOptions()));
    expect(chunks.map((chunk) => chunk.length)).toEqual([3]);
  });

  it('takes nothing before it is read, and nothing ahead of a slow reader', async () => {
    const fake = fakeSpeech(endless());
    const reader = pullBody(fake.speech.audio, oneByteASample, watchedOptions()).getReader();
    await settled();
    expect(fake.taken).toBe(0);
    await reader.read();
    await reader.read();
    await settled();
    expect(fake.taken).toBe(2);
  });

  it('has one pull in flight, however many reads wait', async () => {
    const first = Promise.withResolvers<Float32Array>();
    const fake = fakeSpeech([first.promise, ramp(0, 2)]);
    const reader = pullBody(fake.speech.audio, oneByteASample, watchedOptions()).getReader();
    const reads = [reader.read(), reader.read()];
    await settled();
    expect(fake.taken).toBe(1);
    first.resolve(ramp(0, 1));
    const sizes = (await Promise.all(reads)).map(({ value }) => value?.length);
    expect(sizes).toEqual([1, 2]);
  });

  it('breaks when its source fails, after what came before', async () => {
    const options = watchedOptions();
    const failure = new Error('the job died');
    const { chunks, error } = await drain(
      pullBody(fakeSpeech([ramp(0, 2), failure]).speech.audio, oneByteASample, options),
    );
    expect(chunks).toHaveLength(1);
    expect(error).toBe(failure);
    expect(options.ends).toEqual([{ outcome: 'failed', bytes: 2, error: failure }]);
  });

  it('breaks and releases its source when an item cannot be framed', async () => {
    const options = watchedOptions();
    const fake = fakeSpeech(endless());
    const failure = new Error('no such format');
    const { error } = await drain(
      pullBody(
        fake.speech.audio,
        () => {
          throw failure;
        },
        options,
      ),
    );
    await Promise.all(options.deferred);
    expect(error).toBe(failure);
    expect(fake.released).toBe(1);
  });

  it('returns its source exactly once when the listener cancels', async () => {
    const options = watchedOptions();
    const fake = fakeSpeech(endless());
    const reader = pullBody(fake.speech.audio, oneByteASample, options).getReader();
    await reader.read();
    await reader.cancel();
    options.listener.abort();
    await Promise.all(options.deferred);
    expect(fake).toMatchObject({ returns: 1, released: 1 });
    expect(options.ends).toEqual([{ outcome: 'cancelled', bytes: 4 }]);
  });

  it('returns its source exactly once when the signal aborts, and breaks for whoever still reads', async () => {
    const options = watchedOptions();
    const fake = fakeSpeech(endless());
    const reader = pullBody(fake.speech.audio, oneByteASample, options).getReader();
    await reader.read();
    options.listener.abort(new Error('gone'));
    await expect(reader.read()).rejects.toThrow('gone');
    await Promise.all(options.deferred);
    expect(fake).toMatchObject({ returns: 1, released: 1 });
    expect(options.ends).toEqual([{ outcome: 'cancelled', bytes: 4 }]);
  });

  it('tells of a cancel before it waits for its source, which the telling may set free', async () => {
    const stuck = Promise.withResolvers<Float32Array>();
    const fake = fakeSpeech([stuck.promise]);
    const options = watchedOptions();
    const onEnd = () => stuck.reject(new Error('aborted'));
    const reader = pullBody(fake.speech.audio, oneByteASample, { ...options, onEnd }).getReader();
    const waiting = reader.read();
    await settled();
    await reader.cancel();
    await Promise.all(options.deferred);
    expect((await waiting).done).toBe(true);
    expect(fake.released).toBe(1);
  });

  it('never starts for a listener that left before', async () => {
    const options = watchedOptions();
    const fake = fakeSpeech(endless());
    options.listener.abort(new Error('gone'));
    const { chunks, error } = await drain(pullBody(fake.speech.audio, oneByteASample, options));
    expect(chunks).toEqual([]);
    expect(error).toMatchObject({ message: 'gone' });
    expect(fake).toMatchObject({ taken: 0, returns: 1 });
  });

  it('is deaf to a signal that aborts after the end', async () => {
    const options = watchedOptions();
    const fake = fakeSpeech([ramp(0, 1)]);
    await drain(pullBody(fake.speech.audio, oneByteASample, options));
    options.listener.abort();
    expect(fake.returns).toBe(0);
    expect(options.ends).toHaveLength(1);
  });
});
