import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVERIES, type Delivery, orderOf } from './harness/deliveries.ts';
import { ask } from './harness/listener.ts';
import { readWholePages } from './harness/read-whole-pages.ts';
import { audioOf, eventsIn } from './harness/sse-text.ts';
import { type System, startSystem } from './harness/system.ts';

/** No text of this test is spoken in two jobs. */
const ONE_JOB = { vibevoice: { piece: { first: 150, most: 150, least: 20 } } };

/** A second and a half of audio comes, at a pace at which it also reaches the listener, and then nothing any more. */
const FAILS = { pace: { msPerChunk: 20 }, end: { status: 'FAILED', afterChunks: 15 } } as const;

describe('after the first audio of every format', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ settings: { SERVICES: JSON.stringify(ONE_JOB) } });
  });
  afterAll(() => system.close());

  /** The audio that a listener gets, and the types of the events around it. */
  async function heard(delivery: Delivery, text: string) {
    const answer = await ask(system.url, orderOf(delivery, text));
    const { bytes, broken } = await answer.hear();
    expect(answer.status).toBe(200);
    if (delivery.framing === 'audio') return { audio: bytes, broken, events: [] };
    const events = eventsIn(bytes.toString());
    return { audio: audioOf(events), broken, events: events.map(({ data }) => data.type) };
  }

  it.concurrent.each(DELIVERIES)('a failure breaks %s, which is cut and never ended', async (name, delivery) => {
    const text = `It is cut long before its end: ${name}, and never looks finished.`;
    const whole = await heard(delivery, text);
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: FAILS });
    const cut = await heard(delivery, text);

    expect([whole.broken, cut.broken]).toEqual([false, true]);
    expect(cut.audio.length).toBeGreaterThan(0);
    expect(cut.audio.length).toBeLessThan(whole.audio.length / 2);
    const [all, some] = delivery.format === 'opus' ? expectNoEnd(whole.audio, cut.audio) : [whole.audio, cut.audio];
    expect(some.length).toBeGreaterThan(0);
    expect(all.subarray(0, some.length).equals(some), 'nothing but the right audio').toBe(true);
    if (delivery.framing === 'audio') return;
    expect([whole.events.at(-1), cut.events.at(-1)]).toEqual(['speech.audio.done', 'speech.audio.error']);
    const pieces = delivery.path === '/v1/audio/speech' ? [] : ['speech.audio.piece'];
    expect(new Set([...whole.events, ...cut.events.slice(0, -1)])).toEqual(
      new Set(['speech.audio.delta', 'speech.audio.done', ...pieces]),
    );
    expect(cut.events).not.toContain('speech.audio.done');
  });
});

/** Holds that the whole stream says where it ends and the cut one does not, and gives what is in both. */
function expectNoEnd(whole: Buffer, cut: Buffer): [Buffer, Buffer] {
  const [all, some] = [readWholePages(whole), readWholePages(cut)];
  expect([all.ended, some.ended]).toEqual([true, false]);
  return [all.content, some.content];
}
