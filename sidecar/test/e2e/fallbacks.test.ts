import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from '../../../workers/test/e2e/harness/direct-audio.ts';
import { eventually, jobsAbout } from '../../../workers/test/e2e/harness/jobs.ts';
import { listen } from '../../../workers/test/e2e/harness/listener.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import { lineOf } from './harness/line-of.ts';

const FAILS = { end: { status: 'FAILED', error: 'no memory left for this model' } } as const;

describe('services that stand in for each other across the sidecar', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane({ settings: { FALLBACKS: 'echotts:vibevoice,vibevoice:echotts' } });
  });
  afterAll(() => lane.close());

  const failing = (endpoint: string, match: string, faults: object) =>
    lane.running.emulator.addFaults({ endpoint, match, faults });
  const endpoints = (text: string) => jobsAbout(lane, text).map(({ endpoint }) => endpoint);
  const spokenBy = async (text: string, service: 'vibevoice' | 'echotts') =>
    service === 'vibevoice'
      ? directAudio(lane.running, 'vibevoice', { text })
      : (await listen(lane.sidecar.url, { text }, DIRECT)).bytes;

  it.each([
    ['echotts', 'vibevoice', 'awb'],
    ['vibevoice', 'echotts', 'Carter'],
  ] as const)('have %s replaced by %s when its jobs fail', async (service, standIn, voice) => {
    const text = `Somebody else than ${service} says it.`;
    failing(service, text, FAILS);
    const id = `instead-of-${service}`;
    const heard = await listen(lane.url, { text, service, voice }, { 'x-request-id': id });
    expect([heard.status, heard.broken]).toEqual([200, false]);
    expect(endpoints(text)).toEqual([service, service, standIn]);
    await eventually('the line is there', () => lineOf(lane.edge.logged, id) !== undefined);
    expect(lineOf(lane.edge.logged, id)).toMatchObject({
      outcome: 'done',
      service: standIn,
      jobs: jobsAbout(lane, text).map((job) => job.id),
    });
    expect(heard.bytes.equals(await spokenBy(text, standIn))).toBe(true);
  });

  it('have it replaced at once where its tokens cannot be decoded', async () => {
    const text = 'Another try would give the same tokens.';
    failing('echotts', text, { badTokens: { kind: 'too-large' } });
    const heard = await listen(lane.url, { text, service: 'echotts' });
    expect(heard.bytes.equals(await spokenBy(text, 'vibevoice'))).toBe(true);
    expect(endpoints(text)).toEqual(['echotts', 'vibevoice']);
  });

  it('give the error of the one that was asked for when both fail', async () => {
    const text = 'Nobody can say this.';
    failing('echotts', text, FAILS);
    failing('vibevoice', text, { end: { status: 'FAILED', error: 'not here either' } });
    const heard = await listen(lane.url, { text, service: 'echotts' });
    expect(heard.status).toBe(502);
    expect(JSON.parse(heard.bytes.toString())).toMatchObject({
      code: 'upstream_failed',
      error: expect.stringContaining('no memory left for this model'),
    });
    expect(endpoints(text)).toEqual(['echotts', 'echotts', 'vibevoice', 'vibevoice']);
  });

  it('are not asked to say again what was wrong with the request', async () => {
    const text = 'A wish that nobody could fulfil.';
    const heard = await listen(lane.url, { text, service: 'echotts', voice: 'nobody' });
    expect(heard.status).toBe(400);
    expect(endpoints(text)).toEqual([]);
  });

  it('are not asked once it was heard', async () => {
    const first = 'The first half of it is said well and in full, and heard.';
    const second = 'The second half of it is the one that nobody gets to hear.';
    failing('echotts', 'The second half', FAILS);
    const heard = await listen(lane.url, { text: `${first} ${second}`, service: 'echotts' });
    expect([heard.status, heard.broken]).toEqual([200, true]);
    expect(new Set([...endpoints('first half'), ...endpoints('second half')])).toEqual(new Set(['echotts']));
  });
});
