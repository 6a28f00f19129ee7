import { describe, expect, it } from 'vitest';
import { FakeDecoder } from '../../test/fake-decoder.ts';
import { CodecModel } from './codec-model.ts';

describe('the codec model', () => {
  it('has no decoder before it is loaded, and says when to come back', () => {
    const model = new CodecModel();
    expect(model.loaded).toBeUndefined();
    expect(() => model.decoder).toThrow(
      expect.objectContaining({ code: 'overloaded', status: 503, retryAfterSeconds: 5 }),
    );
  });

  it('has its decoder from then on', () => {
    const model = new CodecModel();
    const decoder = new FakeDecoder();
    model.load({ decoder, realTimeFactor: 0.1 });
    expect(model.decoder).toBe(decoder);
    expect(model.loaded?.realTimeFactor).toBe(0.1);
  });

  it('tells how far a download is, until it is over', () => {
    const model = new CodecModel();
    expect(model.progress).toBeUndefined();
    model.progress = 0.25;
    expect(model.progress).toBe(0.25);
    model.load({ decoder: new FakeDecoder(), realTimeFactor: 0.1 });
    expect(model.progress).toBeUndefined();
  });
});
