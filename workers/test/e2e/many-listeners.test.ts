import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from './harness/direct-audio.ts';
import { listen } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

const LISTENERS = 50;
const VOICES = ['Alice', 'Carter', 'Frank', 'Mary', 'Maya', 'Samuel'];

interface Order {
  service: 'vibevoice' | 'chatterbox';
  text: string;
  voice: string;
}

/** Half of them listen to a model with many speakers, half to one with a single one. */
const ORDERS = Array.from({ length: LISTENERS }, (_, i): Order => {
  const text = `Listener ${i} hears ${'just '.repeat(1 + (i % 5))}this.`;
  const speaker = VOICES[i % VOICES.length] ?? 'Alice';
  return i % 2 === 0
    ? { service: 'vibevoice', text, voice: speaker }
    : { service: 'chatterbox', text, voice: 'default' };
});

describe(`${LISTENERS} listeners at once`, () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
    for (const endpoint of ['vibevoice', 'chatterbox']) {
      system.running.emulator.addFaults({ endpoint, faults: { pace: { msPerChunk: 40 } } });
    }
  });
  afterAll(() => system.close());

  it('each hear their own text in their own voice, whole', async () => {
    const heard = await Promise.all(ORDERS.map((order) => listen(system.url, order)));
    expect(heard.filter(({ status, broken }) => status !== 200 || broken)).toEqual([]);
    for (const [i, { service, text, voice }] of ORDERS.entries()) {
      const speaker = service === 'vibevoice' ? { speaker_name: voice } : {};
      const made = await directAudio(system.running, service, { text, ...speaker });
      expect(heard[i]?.bytes.equals(made), text).toBe(true);
    }
    expect(system.running.emulator.jobs().filter(({ cancelReceivedAt }) => cancelReceivedAt)).toEqual([]);
  });
});
