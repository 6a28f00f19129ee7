import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { streamed, tokenChunk } from '../test/fake-runpod.ts';
import { FakeTokenDecoder, tokensIn } from '../test/fake-token-decoder.ts';
import { lane } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { checkOrder } from './check-order.ts';
import { OutputRate } from './output-rate.ts';
import { speakPiece } from './speak-piece.ts';
import { UpstreamLimits } from './upstream-limits.ts';

describe('a listener who leaves a job of tokens', () => {
  it.each([{}, { eager: true }, { context: 1, eager: true }])(
    'while tokens are decoded has the job cancelled and the decoder let go (decoder: %j)',
    async (decoding) => {
      const decoder = new FakeTokenDecoder(decoding);
      const { runpod, clock, deferred, start } = lane({ tokenDecoder: decoder });
      const first = streamed('IN_PROGRESS', tokenChunk(1, [1]), tokenChunk(2, [2]));
      runpod.script('vv/stream', first, () => new Promise(() => undefined));
      const { audio } = await start();
      await audio.next();
      expect(decoder.open).toBe(1);
      await audio.return();
      await Promise.all(deferred);
      expect([runpod.cancelled('vv'), decoder.open, decoder.ended]).toEqual([['vv-1'], 0, 0]);
      expect(clock.sleepers()).toBe(0);
    },
  );

  it('while the decoder waits for a chunk has everything let go', async () => {
    const decoder = new FakeTokenDecoder({ context: 1 });
    const { runpod, clock, listener, deferred, start } = lane({ tokenDecoder: decoder });
    runpod.script('vv/stream', streamed('IN_PROGRESS', tokenChunk(1, [1])), () => new Promise(() => undefined));
    const starting = start();
    await settle();
    listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    await Promise.all(deferred);
    expect([runpod.cancelled('vv'), decoder.open, clock.sleepers()]).toEqual([['vv-1'], 0, 0]);
  });
});

describe('a piece that is left', () => {
  it('lets go of a decoder that waits for a chunk, though no signal told it to', async () => {
    const decoder = new FakeTokenDecoder({ eager: true });
    const { runpod, context, deferred } = lane({ tokenDecoder: decoder });
    runpod.script('vv/stream', streamed('IN_PROGRESS', tokenChunk(1, [1])), () => new Promise(() => undefined));
    const service = context.services.vibevoice;
    const asked = { service: 'vibevoice', text: 'Hello.', voice: undefined, sampleRate: 8_000, options: {} } as const;
    const observer = { onJob: () => undefined, onRunning: () => undefined, onChunk: () => undefined };
    const upstreamLimits = new UpstreamLimits(context.clock);
    const rate = new OutputRate(8_000);
    const setting = { service, order: checkOrder(asked, service), rate, observer, context, upstreamLimits };
    const piece = speakPiece('Hello.', setting, new AbortController().signal);
    expect(tokensIn((await piece.next()).value ?? new Float32Array(0))).toEqual([1]);
    await piece.return();
    await Promise.all(deferred);
    expect([decoder.open, runpod.cancelled('vv')]).toEqual([0, ['vv-1']]);
  });
});

describe('a listener who does not read a job of tokens', () => {
  it.each([
    [{}, 5],
    [{ eager: true }, 6],
  ])('has no chunk asked for beyond what is read ahead (decoder: %j)', async (decoding, calls) => {
    const { runpod, start } = lane({ tokenDecoder: new FakeTokenDecoder(decoding) });
    const second = Array.from({ length: 80 }, () => 1);
    let number = 0;
    runpod.handlers.set('vv/stream', () => streamed('IN_PROGRESS', tokenChunk(++number, second)));
    const { audio } = await start();
    await settle();
    // One second is in hand and four are kept ready; a decoder may have asked for one more.
    expect(runpod.of('vv/stream').length).toBe(calls);
    await audio.return();
  });
});
