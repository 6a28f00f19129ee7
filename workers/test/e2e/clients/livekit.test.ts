import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, jobsAbout, stoppedJobs } from '../harness/jobs.ts';
import { ask } from '../harness/listener.ts';
import { type System, startSystem } from '../harness/system.ts';
import type { AgentOrder, Said } from './livekit-agent.ts';

const AGENT = fileURLToPath(new URL('livekit-agent.ts', import.meta.url));
const RATE = 24_000;
/** The plugin hands out tenths of a second, and keeps what is left over. */
const FRAME_BYTES = (RATE / 10) * 2;

describe('an agent of LiveKit', () => {
  let system: System;
  let agent: ChildProcess;
  beforeAll(async () => {
    system = await startSystem({ settings: { MAX_ATTEMPTS: '1' } });
    agent = fork(AGENT, [`${system.url}/v1`], { execArgv: [] });
    await once(agent, 'spawn');
  });
  afterAll(async () => {
    agent?.kill();
    await system?.close();
  });

  const fails = (match: string, faults: Faults) =>
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match, faults });
  const tell = (order: AgentOrder) => agent.send(order);
  async function said(text: string, voice?: string): Promise<Said> {
    const answer = Promise.withResolvers<Said>();
    agent.once('message', (message: Said) => answer.resolve(message));
    agent.once('exit', () => answer.reject(new Error('the agent ended by itself')));
    tell({ say: text, ...(voice !== undefined && { voice }) });
    return await answer.promise;
  }

  it('speaks frames at 24 kHz mono that are the samples of the speech', async () => {
    const input = 'An agent says something of some length.';
    const { frames, audio, error } = await said(input);
    expect(error).toBeUndefined();
    expect(new Set(frames.map((frame) => JSON.stringify(frame)))).toEqual(
      new Set([JSON.stringify({ sampleRate: RATE, channels: 1, samples: RATE / 10 })]),
    );
    const json = { model: 'tts-1', voice: 'alloy', input, response_format: 'pcm' };
    const { bytes: pcm } = await (await ask(system.url, { path: '/v1/audio/speech', json })).hear();
    const whole = pcm.subarray(0, pcm.length - (pcm.length % FRAME_BYTES));
    expect(frames.length * FRAME_BYTES).toBe(whole.length);
    expect(Buffer.from(audio, 'base64').equals(whole)).toBe(true);
  });

  it('tells of a voice that is not there, by the class of its client', async () => {
    const { frames, error } = await said('Who am I?', 'nobody');
    expect(frames).toEqual([]);
    expect(error).toMatchObject({ class: 'BadRequestError', status: 400, code: 'unknown_voice', recoverable: false });
  });

  it.each([
    ['before the audio', { end: { status: 'FAILED' } }, { class: 'InternalServerError', code: 'upstream_failed' }],
    ['behind some audio', { end: { status: 'FAILED', afterChunks: 3 } }, { recoverable: false }],
  ] as const)('tells of a failure %s, and does not go silent', async (when, faults, error) => {
    const text = `An agent fails ${when}.`;
    fails(text, faults);
    const { frames, ...rest } = await said(text);
    expect(frames).toEqual([]);
    expect(rest).toMatchObject({ error });
  });

  it.each(['interrupt', 'close'] as const)('stops the job at once on %s', async (how) => {
    const text = `An agent speaks until ${how}.`;
    fails(text, { pace: { msPerChunk: 300 } });
    const over = said(text);
    await eventually('some of it was heard', () => (jobsAbout(system, text)[0]?.chunks.taken ?? 0) >= 2);
    tell(how);
    expect((await over).frames).toEqual([]);
    expect((await stoppedJobs(system, text)).map(({ status }) => status)).toEqual(['CANCELLED']);
  });

  it('ends by itself, since no connection keeps it', async () => {
    const ended = once(agent, 'exit');
    agent.disconnect();
    expect(await ended).toEqual([0, null]);
  });
});
