import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { heldWork, turn } from '../../test/held-work.ts';
import { manualClock } from '../../test/manual-clock.ts';
import { spokenItem } from '../../test/spoken-item.ts';
import { ClipMemory } from '../clip/clip-memory.ts';
import { Batch } from './batch.ts';
import { batchEvents } from './batch-events.ts';
import type { SpokenItem } from './batch-item.ts';
import { batchJson } from './batch-json.ts';
import type { BatchStyle } from './batch-style.ts';
import { openaiBatchStyle } from './openai-batch-style.ts';
import { TTS_BATCH_STYLE } from './tts-batch-style.ts';

const FAILED = new Problem('upstream_failed', 'Der „Job" schlug fehl\n');
const OPENAI = openaiBatchStyle('call-7');

/** An answer that is read as fast as it is written, and what was written of it so far. */
function answering(write: typeof batchJson, style: BatchStyle, items = 2) {
  const clock = manualClock();
  const work = heldWork<SpokenItem>();
  const { signal } = new AbortController();
  const order = write === batchEvents ? 'ended' : 'asked';
  const batch = new Batch({ items, atOnce: 2, order, signal, speak: work.speak });
  const source = write(batch, style, clock);
  const state = { text: '' };
  const reading = (async () => {
    for await (const bytes of source) state.text += new TextDecoder().decode(bytes);
  })();
  return { clock, work, state, reading };
}

const dataOf = (text: string): unknown[] =>
  Array.from(text.matchAll(/^data: (.*)$/gm), ([, data = '']) => JSON.parse(data));

describe('the answer to a batch', () => {
  it('is the JSON of the Qwen contract', async () => {
    const { work, state, reading } = answering(batchJson, TTS_BATCH_STYLE);
    await work.end(1, FAILED);
    await work.end(0, spokenItem());
    await reading;
    expect(JSON.parse(state.text)).toEqual({
      results: [
        { success: true, sample_rate: 24_000, audio: 'AQIDBA==' },
        { success: false, error: FAILED.message, code: 'upstream_failed' },
      ],
      completed_count: 1,
      failed_count: 1,
    });
  });

  it('is the JSON of vLLM-Omni', async () => {
    const { work, state, reading } = answering(batchJson, OPENAI, 3);
    await work.end(0, FAILED);
    await work.end(1, spokenItem());
    await work.end(2, { ...spokenItem(), format: 'pcm' });
    await reading;
    const usage = { input_tokens: 2, output_tokens: 20, total_tokens: 22 };
    expect(JSON.parse(state.text)).toEqual({
      id: 'call-7',
      results: [
        { index: 0, status: 'error', error: FAILED.message, code: 'upstream_failed' },
        { index: 1, status: 'success', media_type: 'audio/wav', usage, audio_data: 'AQIDBA==' },
        { index: 2, status: 'success', media_type: 'audio/pcm;rate=24000;channels=1', usage, audio_data: 'AQIDBA==' },
      ],
      total: 3,
      succeeded: 2,
      failed: 1,
    });
  });

  it('grows with the results', async () => {
    const { work, state, reading } = answering(batchJson, OPENAI);
    await turn();
    expect(state.text).toBe('{"id":"call-7","results":[');
    await work.end(0, FAILED);
    expect(state.text).toMatch(/"code":"upstream_failed"\}$/);
    await work.end(1, FAILED);
    await reading;
    expect(JSON.parse(state.text)).toMatchObject({ total: 2, failed: 2 });
  });

  it('shows every ten seconds that it lives, and is the same JSON to every reader', async () => {
    const { clock, work, state, reading } = answering(batchJson, TTS_BATCH_STYLE);
    await clock.asleep;
    for (let i = 0; i < 3; i++) {
      clock.advance(10_000);
      await turn();
    }
    await work.end(0, spokenItem());
    clock.advance(10_000);
    await turn();
    await work.end(1, spokenItem());
    await reading;
    expect(state.text).toMatch(/^\{"results":\[ {3}\{.*\} ,\{/);
    expect(JSON.parse(state.text)).toMatchObject({ completed_count: 2 });
    expect(clock.sleepers).toBe(0);
  });

  it('is an event an item as it ends, and one for all, where events are wanted', async () => {
    const { clock, work, state, reading } = answering(batchEvents, TTS_BATCH_STYLE);
    await clock.asleep;
    clock.advance(10_000);
    await turn();
    expect(state.text).toBe(': keep-alive\n\n');
    await work.end(1, spokenItem());
    expect(dataOf(state.text)).toEqual([
      { type: 'batch.item', index: 1, success: true, sample_rate: 24_000, audio: 'AQIDBA==' },
    ]);
    await work.end(0, FAILED);
    await reading;
    expect(dataOf(state.text).slice(1)).toEqual([
      { type: 'batch.item', index: 0, success: false, error: FAILED.message, code: 'upstream_failed' },
      { type: 'batch.done', completed_count: 1, failed_count: 1 },
    ]);
  });

  it.each([batchJson, batchEvents])('is written no faster than it is read (%o)', async (write) => {
    const memory = new ClipMemory();
    const { signal } = new AbortController();
    const parts = Array.from({ length: 20 }, () => new Uint8Array(50_000));
    const item = spokenItem(parts[0], memory);
    for (const part of parts.slice(1)) item.clip.add(part);
    const batch = new Batch({ items: 1, atOnce: 1, order: 'asked', signal, speak: async () => item });
    const source = write(batch, OPENAI, manualClock());
    let text = '';
    while (text.length < 300_000) text += new TextDecoder().decode((await source.next()).value ?? undefined);
    await turn();
    // What base64 of 300 kB has taken, and no more than the part that it goes on with.
    expect(memory.held).toBeGreaterThan(1_000_000 - 225_000 - 100_000);
    for await (const bytes of source) text += new TextDecoder().decode(bytes);
    expect([memory.held, text.length > 1_333_000]).toEqual([0, true]);
  });
});
