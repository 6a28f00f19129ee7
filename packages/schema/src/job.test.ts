import { describe, expect, it } from 'vitest';
import { endpointHealth, isTerminal, jobRecord, streamReply, submittedJob } from './job.ts';

describe('job states', () => {
  const states: [unknown, string, boolean][] = [
    ['IN_QUEUE', 'queued', false],
    ['IN_PROGRESS', 'running', false],
    ['RUNNING', 'running', false],
    ['COMPLETED', 'completed', true],
    ['FAILED', 'failed', true],
    ['CANCELLED', 'cancelled', true],
    ['CANCELED', 'cancelled', true],
    ['TIMED_OUT', 'timed_out', true],
    ['SOMETHING_NEW', 'running', false],
    [undefined, 'running', false],
    [42, 'running', false],
  ];

  it.each(states)('reads %s as %s', (status, expected, terminal) => {
    const state = jobRecord.parse({ status }).status;
    expect([state, isTerminal(state)]).toEqual([expected, terminal]);
  });
});

describe('streamReply', () => {
  const replies: [string, unknown, { status: string; stream: unknown[] }][] = [
    [
      'the usual form',
      { status: 'IN_PROGRESS', stream: [{ output: 1 }] },
      { status: 'running', stream: [{ output: 1 }] },
    ],
    ['a bare array', [{ output: 1 }], { status: 'running', stream: [{ output: 1 }] }],
    ['a missing stream', { status: 'COMPLETED' }, { status: 'completed', stream: [] }],
    ['a stream that is null', { status: 'FAILED', stream: null }, { status: 'failed', stream: [] }],
  ];

  it.each(replies)('reads %s', (_, value, expected) => {
    expect(streamReply.parse(value)).toMatchObject(expected);
  });

  it.each([['a string'], [7], [null], [{ stream: 'x' }]])('refuses %j', (value) => {
    expect(streamReply.safeParse(value).success).toBe(false);
  });
});

describe('submittedJob', () => {
  it.each(['../cancel', 'a/b', '', 'x?y', 'a b'])('refuses the id %j, which is not safe in a path', (id) => {
    expect(submittedJob.safeParse({ id, status: 'IN_QUEUE' }).success).toBe(false);
  });

  it('takes the ids that RunPod gives', () => {
    expect(submittedJob.parse({ id: 'sync-0f1e-u1', status: 'IN_QUEUE' }).id).toBe('sync-0f1e-u1');
  });
});

describe('endpointHealth', () => {
  it('takes an empty answer and one with odd counts', () => {
    expect(endpointHealth.parse({})).toEqual({ jobs: {}, workers: {} });
    expect(endpointHealth.parse({ workers: { idle: -1, ready: 2 } }).workers).toEqual({ idle: undefined, ready: 2 });
  });
});
