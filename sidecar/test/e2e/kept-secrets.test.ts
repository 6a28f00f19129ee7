import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, jsonOf, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { RUNPOD_KEY } from '../../../workers/test/e2e/harness/system.ts';
import { DIRECT, type Lane, SIDECAR_SECRET, startLane } from './harness/lane.ts';
import { lineOf } from './harness/line-of.ts';

const CLIENT_KEY = 'the-key-of-a-client';

/** What errors are full of, and no listener may see. */
const GIVEAWAYS = /traceback|handler\.py|gpu-7f3a|\/src\/|RuntimeError\(|worker_id|127\.0\.0\.1|10\.1\.2\.3|workspace/i;
const ERROR = `failed at 10.1.2.3 with api_key=${RUNPOD_KEY} in /workspace/models/voice.bin`;

const CASES: Record<string, Faults> = {
  'An error with all that the SDK tells': { end: { status: 'FAILED', traceback: true } },
  'An error of the handler with keys and a path': { end: { status: 'FAILED', error: ERROR } },
  'A key that is refused': { http: [{ op: 'run', status: 401, times: 9 }] },
  'A connection that breaks': { http: [{ op: 'run', reply: 'reset', times: 9 }] },
  'Tokens that cannot be': { badTokens: { kind: 'string' } },
  'Speech that goes well': {},
};

describe('what nobody outside may see', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane({ settings: { API_KEYS: CLIENT_KEY } });
  });
  afterAll(() => lane.close());

  it.each(
    Object.entries(CASES).flatMap(([name, faults]) => ['audio', 'sse'].map((framing) => ({ name, faults, framing }))),
  )('stays out of answers and logs, like every key: $name, as $framing', async ({ name, faults, framing }) => {
    const text = `Confidential: ${name} ${framing}.`;
    const id = `${name.replaceAll(' ', '-')}-${framing}`;
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: text, faults });
    const json = { text, stream_format: framing, service: 'echotts' };
    const shown: string[] = [];
    for (const [url, key] of [
      [lane.url, `Bearer ${CLIENT_KEY}`],
      [lane.sidecar.url, DIRECT.authorization],
    ] as const) {
      const heard = await listen(url, json, { authorization: key, 'x-request-id': id });
      shown.push(heard.bytes.toString('latin1') + JSON.stringify(heard.headers));
    }
    for (const { logged } of [lane.edge, lane.sidecar]) {
      await eventually('the line is there', () => lineOf(logged, id) !== undefined);
      shown.push(JSON.stringify(lineOf(logged, id)));
    }
    for (const each of shown) {
      for (const secret of [RUNPOD_KEY, SIDECAR_SECRET, CLIENT_KEY, 'Confidential']) expect(each).not.toContain(secret);
      expect(each).not.toMatch(GIVEAWAYS);
    }
  });

  it('stays out of every other line, of the metrics and of the readiness', async () => {
    const pages = ['/metrics', '/ready', '/health'].map(async (path) => {
      const answer = await ask(lane.sidecar.url, { method: 'GET', path, headers: DIRECT });
      return (await answer.hear()).bytes.toString();
    });
    const ready = await jsonOf(await ask(lane.url, { method: 'GET', path: '/ready' }));
    const all = [
      ...lane.edge.logged,
      ...lane.sidecar.logged,
      ...(await Promise.all(pages)),
      JSON.stringify(ready),
    ].join('\n');
    expect(lane.sidecar.logged.length).toBeGreaterThanOrEqual(4 * Object.keys(CASES).length);
    for (const secret of [RUNPOD_KEY, SIDECAR_SECRET, CLIENT_KEY, 'Confidential']) expect(all).not.toContain(secret);
  });
});
