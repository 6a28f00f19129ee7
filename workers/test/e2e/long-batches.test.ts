import type { Synthesize } from '@voxlane/emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, jsonOf } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

const BATCHES = 8;
const ITEMS = 2;
/** Rate of the model in Hz. */
const RATE = 24_000;
/** Half a minute for every piece of the text, which has about eight: 11 MB a clip, of which 64 MiB hold five. */
const clipOfAPiece: Synthesize = async () => ({
  samples: new Float32Array(30 * RATE).fill(0.25),
  sampleRate: RATE,
});
const TEXT = 'This is a sentence of a long text that a batch is asked for, as all the others are. '.repeat(27);

let system: System;
beforeAll(async () => {
  system = await startSystem({
    emulator: { synthesize: clipOfAPiece, endpoints: { qwen: { workers: 2 } } },
    qwen: 'queue',
  });
});
afterAll(() => system.close());

it('batches of long texts wait for room instead of failing each other', async () => {
  const batches = Array.from({ length: BATCHES }, async (_, batch) => {
    const requests = Array.from({ length: ITEMS }, (_, i) => ({ text: `${TEXT}Batch ${batch}, item ${i}.` }));
    const { results } = await jsonOf(await ask(system.url, { path: '/tts/batch', json: { requests } }));
    return (results as { success: boolean; error?: string; audio?: string }[]).map(
      ({ error, audio }) => error ?? Math.round(Buffer.byteLength(audio ?? '', 'base64') / 1e6),
    );
  });
  const clips = (await Promise.all(batches)).flat();
  expect(clips).toEqual(Array(BATCHES * ITEMS).fill(clips[0]));
  expect(clips[0]).toBeGreaterThan(8);
});
