import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './harness/jobs.ts';
import { listen } from './harness/listener.ts';
import { RUNPOD_KEY, type System, startSystem } from './harness/system.ts';

const CLIENT_KEY = 'the-key-of-a-client';

/** What the emulator's errors are full of, and no listener may see. */
const GIVEAWAYS =
  /traceback|handler\.py|gpu-7f3a|internal\.example|\/src\/|RuntimeError\(|worker_id|hostname|127\.0\.0\.1/i;

const ERROR = `failed at 10.1.2.3 with api_key=${RUNPOD_KEY} in /workspace/models/voice.bin on pod.gpu.internal`;

const CASES: Record<string, Faults> = {
  'An error with all that the SDK tells': { end: { status: 'FAILED', traceback: true } },
  'An error of the handler with a key and a path': { end: { status: 'FAILED', error: ERROR } },
  'An error as the SDK words it': { end: { status: 'FAILED', error: `handler: broken \ntraceback: ${ERROR}` } },
  'A page of the edge before RunPod': { http: [{ op: 'run', status: 502, times: 9 }] },
  'A key that is refused': { http: [{ op: 'run', status: 401, times: 9 }] },
  'A connection that breaks': { http: [{ op: 'run', reply: 'reset', times: 9 }] },
  'Speech that goes well': {},
};

describe('what nobody outside may see', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ settings: { API_KEYS: CLIENT_KEY } });
  });
  afterAll(() => system.close());

  it.each(
    Object.entries(CASES).flatMap(([name, faults]) => [
      { name, faults, stream_format: 'audio' },
      { name, faults, stream_format: 'sse' },
    ]),
  )('stays out of answer and log: $name, as $stream_format', async ({ name, faults, stream_format }) => {
    const text = `Confidential: ${name} ${stream_format}.`;
    const id = `${name.replaceAll(' ', '-')}-${stream_format}`;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults });
    const headers = { authorization: `Bearer ${CLIENT_KEY}`, 'x-request-id': id };
    const heard = await listen(system.url, { text, stream_format }, headers);
    const answer = heard.bytes.toString('latin1') + JSON.stringify(heard.headers);
    const line = () => system.edge.logged.find((each) => each.includes(id));
    await eventually('the log line is there', () => line() !== undefined);
    for (const shown of [answer, line() ?? '']) {
      expect(shown).not.toContain(RUNPOD_KEY);
      expect(shown).not.toContain(CLIENT_KEY);
      expect(shown).not.toContain('Confidential');
      expect(shown).not.toMatch(GIVEAWAYS);
      expect(shown).not.toMatch(/10\.1\.2\.3|workspace|pod\.gpu/);
    }
  });

  it('stays out of every other line of the log', () => {
    expect(system.edge.logged.length).toBeGreaterThanOrEqual(2 * Object.keys(CASES).length);
    const log = system.edge.logged.join('\n');
    for (const secret of [RUNPOD_KEY, CLIENT_KEY, 'Confidential']) expect(log).not.toContain(secret);
  });
});
