import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './harness/listener.ts';
import { rawListener } from './harness/raw-listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** Listeners who wait for the model to the end, and those who leave beside them. */
const PATIENT = 3;
const LEAVERS = 10;
/** Milliseconds between two who leave, each of whom has the model's attention, or a place in its line. */
const LEAVE_EVERY_MS = 400;
/** Three times as long as it takes here; who is lost in the line is found again only after half a minute. */
const SERVED_MS = 20_000;
const TEXT = 'This is one of the sentences that a model makes a clip of. '.repeat(6);

let system: System;
beforeAll(async () => {
  const pace = { coldStartMs: 0, realTimeFactor: 0.15 };
  system = await startSystem({ emulator: { endpoints: { qwen: { workers: 2, pace } } }, qwen: 'queue' });
});
afterAll(() => system.close());

it(
  'whoever waits for a model is served, however many others leave its line',
  async () => {
    const patient = Array.from({ length: PATIENT }, async (_, i) => {
      const answer = await ask(system.url, { path: '/tts', json: { text: `${TEXT}Patient number ${i}.` } });
      return { status: answer.status, bytes: (await answer.hear()).bytes.length };
    });
    for (let i = 0; i < LEAVERS; i++) {
      const socket = await rawListener(system.url, { text: `${TEXT}Leaver number ${i}.` }, '/tts/stream');
      await sleep(LEAVE_EVERY_MS);
      socket.resetAndDestroy();
    }
    const answers = await Promise.all(patient);
    expect(answers.map(({ status }) => status)).toEqual(Array(PATIENT).fill(200));
    expect(system.edge.logged.filter((line) => line.includes('"internal"'))).toEqual([]);
  },
  SERVED_MS,
);
