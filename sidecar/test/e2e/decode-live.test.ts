import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, dial } from '../../../workers/test/e2e/harness/listener.ts';
import { missing } from '../../../workers/test/e2e/harness/programs.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import { type SpokenTokens, spokenTokens } from './harness/spoken-tokens.ts';

const noCurl = missing('curl');

describe('POST /v1/decode while tokens still come', () => {
  let lane: Lane;
  let tokens: SpokenTokens;
  beforeAll(async () => {
    lane = await startLane();
    tokens = await spokenTokens(lane);
  });
  afterAll(() => lane.close());

  it('makes sound of tokens while more are still to come', async () => {
    const call = dial(lane.sidecar.url, { path: '/v1/decode', headers: DIRECT, held: true });
    for (const line of tokens.lines.slice(0, -1)) call.write(line);
    const answer = await answerOf(call);
    const { bytes, broken } = await answer.hear(() => {
      if (!call.writableEnded) call.end(tokens.lines.at(-1));
    });
    expect([answer.status, broken]).toEqual([200, false]);
    expect(bytes.equals(tokens.whole), 'the last line came after the first sound').toBe(true);
  });

  it('breaks the stream when a later document is cut off, and never ends it well', async () => {
    const call = dial(lane.sidecar.url, { path: '/v1/decode', headers: DIRECT, held: true });
    for (const line of tokens.lines.slice(0, -1)) call.write(line);
    const answer = await answerOf(call);
    const { broken } = await answer.hear(() => {
      if (!call.writableEnded) call.end('{"tokens": [1, 2');
    });
    expect([answer.status, broken]).toEqual([200, true]);
  });

  it.skipIf(noCurl !== '')(`streams through curl while its input is still open${noCurl}`, async () => {
    const auth = ['-H', `authorization: ${DIRECT.authorization}`];
    // A dot is stdin too, but one that curl does not wait for while there is something to be heard.
    const curl = spawn('curl', ['-sN', '-T', '.', '-X', 'POST', ...auth, `${lane.sidecar.url}/v1/decode`]);
    try {
      const heard: Buffer[] = [];
      for (const line of tokens.lines.slice(0, -1)) curl.stdin.write(line);
      for await (const bytes of curl.stdout) {
        heard.push(bytes);
        if (!curl.stdin.writableEnded) curl.stdin.end(tokens.lines.at(-1));
      }
      expect(Buffer.concat(heard).equals(tokens.whole)).toBe(true);
    } finally {
      curl.kill();
    }
  });
});
