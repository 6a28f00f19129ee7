import type { Faults } from '@voxlane/emulator';
import { toneSynthesizer } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { type Expected, LB_CASES, QUEUE_CASES, SOUNDS_LIKE_JSON } from './harness/failures-before-audio.ts';
import { jobsAbout, stoppedJobs } from './harness/jobs.ts';
import { jsonBytes } from './harness/json-sound.ts';
import { type Heard, listen } from './harness/listener.ts';
import { RUNPOD_KEY, type System, startSystem } from './harness/system.ts';

/** Limits short enough for a test, and long enough for a busy machine. */
const LIMITS = { TIMEOUT_MS: '1500', QUEUE_TIMEOUT_MS: '1500', MAX_ATTEMPTS: '2' };
/** A wait in the queue that the tries of a read, and the hold of `/stream`, fit into. */
const PATIENT = { ...LIMITS, QUEUE_TIMEOUT_MS: '60000' };

/** So slow that a job does not end by itself before its cancel comes, and still within the limits. */
const SLOW: Faults = { pace: { msPerChunk: 400 } };

describe('a failure before the first audio', () => {
  let system: System;
  let patient: BuiltEdge;
  let balanced: BuiltEdge;
  beforeAll(async () => {
    system = await startSystem({
      settings: LIMITS,
      emulator: {
        synthesize: async (text, voice) => {
          const said = await toneSynthesizer(text, voice);
          return text.startsWith(SOUNDS_LIKE_JSON) ? jsonBytes(said.samples.length) : said;
        },
      },
    });
    const lb = `${system.running.url}/lb/chatterbox-lb`;
    [patient, balanced] = await Promise.all([
      system.edgeWith(PATIENT),
      system.edgeWith({ ...LIMITS, CHATTERBOX_ENDPOINT: lb }),
    ]);
  });
  afterAll(() => system.close());

  it.concurrent.each(Object.entries(QUEUE_CASES))('%s', async (name, [faults, expected]) => {
    const text = `${name}.`;
    const slow = expected.cancelled === undefined ? {} : SLOW;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { ...slow, ...faults } });
    expectProblem(await listen(expected.patient ? patient.url : system.url, { text }), expected);
    const jobs = await stoppedOrForgotten(name, expected);
    expect(jobs.length).toBe(expected.jobs);
    const cancelled = jobs.filter((job) => job.cancelReceivedAt !== undefined).length;
    expect(cancelled).toBe(expected.cancelled ?? cancelled);
  });

  it.concurrent.each(Object.entries(LB_CASES))('%s', async (name, [lb, expected]) => {
    const text = `${name}.`;
    system.running.emulator.addFaults({ endpoint: 'chatterbox-lb', match: text, faults: { lb } });
    expectProblem(await listen(balanced.url, { text, service: 'chatterbox' }), { ...expected, jobs: 0 });
    expect(jobsAbout(system, name)).toEqual([]);
  });

  /** A job whose id got lost on the way cannot be cancelled: it runs to its own end. */
  function stoppedOrForgotten(name: string, { code }: Expected) {
    return code === 'upstream_ambiguous' ? jobsAbout(system, name) : stoppedJobs(system, name);
  }
});

type Listened = Heard & { status: number; headers: Readonly<Record<string, unknown>> };

function expectProblem(heard: Listened, { status, code, says, retryAfter }: Expected): void {
  const body = heard.bytes.toString();
  expect(heard.broken).toBe(false);
  expect({ status: heard.status, ...JSON.parse(body) }).toMatchObject({ status, code, tier: 'middleware' });
  expect(JSON.parse(body).error).toMatch(says);
  expect(heard.headers['content-type']).toBe('application/json');
  expect(heard.headers['retry-after']).toBe(retryAfter);
  expect(body).not.toContain(RUNPOD_KEY);
}
