import { floatToInt16 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { chunk, complete, streamed } from '../test/fake-runpod.ts';
import { lane, within } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { collect, joined } from '../test/samples.ts';

/** Time for the polls in which a lost chunk is waited for. */
const GRACE_MS = 5_000;

describe('a chunk that never comes', () => {
  it.each([
    ['silence', 1_200, 0],
    ['skip', 800, 0.5],
  ] as const)('becomes %s at the rate and the place of the audio around it', async (onGap, length, between) => {
    const { runpod, clock, start } = lane({ vibevoice: { onGap } });
    const parts = [chunk(1, 0.5, 800, 16_000), chunk(3, 0.5, 800, 16_000), complete(3)];
    runpod.script('vv/stream', streamed('COMPLETED', ...parts), streamed('COMPLETED'));
    runpod.script('vv/status', { status: 'COMPLETED' });
    const { audio } = await start();
    const heard = joined(await within(clock, GRACE_MS, collect(audio)));
    expect(heard.length).toBe(length);
    expect(heard[length / 2]).toBeCloseTo(between, 3);
    for (const at of [300, length - 100]) expect(heard[at]).toBeCloseTo(0.5, 3);
  });

  it('is an error where nothing else is said', async () => {
    const { runpod, clock, start } = lane();
    runpod.script('vv/stream', streamed('COMPLETED', chunk(1, 0.5, 800), complete(2)), streamed('COMPLETED'));
    runpod.script('vv/status', { status: 'COMPLETED' });
    const { audio } = await start();
    expect((await problemOf(() => within(clock, GRACE_MS, collect(audio)))).code).toBe('upstream_gap');
  });
});

describe('a load-balancing endpoint', () => {
  const endpoint = { kind: 'lb', url: 'https://lb.example.com/v2/lb/speak' } as const;
  const pcm = floatToInt16(new Float32Array(800).fill(0.5));
  const body = (rate: number) => new Response(pcm, { headers: { 'content-type': `audio/pcm;rate=${rate}` } });

  it('is posted the same input, and its body is the audio', async () => {
    const { runpod, start } = lane({ endpoint });
    const inputs: unknown[] = [];
    runpod.script('lb/speak', ({ body: sent }) => {
      inputs.push(sent);
      return body(16_000);
    });
    expect(joined(await collect((await start()).audio)).length).toBe(400);
    expect(inputs).toEqual([{ voice: 'alice-1', text: 'Hello.' }]);
  });

  it('gets the rate that the template says, or that every job asks for', async () => {
    const overruled = lane({ endpoint, vibevoice: { sampleRate: 32_000, fixed: { sample_rate: 16_000 } } });
    overruled.runpod.script('lb/speak', body(8_000));
    expect(joined(await collect((await overruled.start()).audio)).length).toBe(200);
    const assumed = lane({ endpoint, vibevoice: { fixed: { sample_rate: 16_000 } } });
    assumed.runpod.script('lb/speak', new Response(pcm));
    expect(joined(await collect((await assumed.start()).audio)).length).toBe(400);
  });

  it('has its connection closed when the listener leaves', async () => {
    const { runpod, listener, start } = lane({ endpoint });
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(pcm),
      cancel: () => {
        cancelled = true;
      },
    });
    runpod.script('lb/speak', ({ signal }) => {
      signal.addEventListener('abort', () => {
        cancelled = true;
      });
      return new Response(stream, { headers: { 'content-type': 'audio/pcm;rate=8000' } });
    });
    const { audio } = await start();
    await audio.next();
    listener.abort();
    await settle();
    expect(cancelled).toBe(true);
    expect((await problemOf(() => collect(audio))).code).toBe('client_closed');
  });
});
