import { describe, expect, it } from 'vitest';
import { chunk, complete, read, type Turn } from '../test/replies.ts';
import { JobReader } from './job-reader.ts';

describe('JobReader', () => {
  it('polls while the job waits and works', () => {
    const { steps } = read([{ status: 'queued' }, { status: 'running' }, { status: 'running', stream: [chunk(1)] }]);
    expect(steps).toEqual(['poll', 'poll', 'poll']);
  });

  it('is done at the completion message when every counted chunk is here, whatever the platform says', () => {
    const { steps, numbers } = read([{ status: 'running', stream: [chunk(1), chunk(2), complete(2)] }]);
    expect([steps, numbers]).toEqual([['done'], [1, 2]]);
  });

  it('drains after COMPLETED until nothing more comes', () => {
    const { steps, numbers } = read([
      { status: 'completed', stream: [chunk(1), chunk(2)] },
      { status: 'completed', stream: [chunk(3)] },
      { status: 'completed' },
      { status: 'completed' },
      { status: 'completed' },
    ]);
    // Nobody has counted them, so the last look is one into `/status`.
    expect(steps).toEqual(['settle', 'settle', 'settle', 'settle', 'recover']);
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('finds a last chunk that shows up after COMPLETED', () => {
    const { steps, numbers } = read([
      { status: 'running', stream: [chunk(1)] },
      { status: 'completed' },
      { status: 'completed', stream: [chunk(2), complete(2)] },
    ]);
    expect([steps.at(-1), numbers]).toEqual(['done', [1, 2]]);
  });

  it('asks for recovery when chunks that were counted do not come', () => {
    const { steps } = read([
      { status: 'completed', stream: [chunk(1), chunk(3), complete(3)] },
      { status: 'completed' },
      { status: 'completed' },
      { status: 'completed' },
    ]);
    expect(steps).toEqual(['settle', 'settle', 'settle', 'recover']);
  });

  it('asks for recovery when the job ends without any audio', () => {
    const { steps } = read([{ status: 'completed' }, { status: 'completed' }, { status: 'completed' }]);
    expect(steps.at(-1)).toBe('recover');
  });

  it('does not trust an ending that a lost reply may have cut', () => {
    const reader = new JobReader();
    reader.gapPossible = true;
    const end: Turn = { status: 'completed' };
    expect(read([{ status: 'completed', stream: [chunk(1), complete()] }, end, end, end], reader).steps.at(-1)).toBe(
      'recover',
    );
  });

  it('trusts an ending that counted its chunks even after a lost reply', () => {
    const reader = new JobReader();
    reader.gapPossible = true;
    expect(read([{ status: 'running', stream: [chunk(1), complete(1)] }], reader).steps).toEqual(['done']);
  });

  it('completes a gap from an aggregate', () => {
    const { reader, numbers } = read([{ status: 'completed', stream: [chunk(1), chunk(3), complete(3)] }]);
    expect(numbers).toEqual([1]);
    expect(reader.acceptOutput([chunk(1).output, chunk(2).output, chunk(3).output])).toBe(true);
    expect(reader.take().map((message) => message.number)).toEqual([2, 3]);
    expect(reader.counted).toBe(true);
  });

  it('takes only what is new from an aggregate without numbers', () => {
    const { reader } = read([{ status: 'completed', stream: [{ audio_chunk: 'AAAA' }] }]);
    reader.acceptOutput([{ audio_chunk: 'AAAA' }, { audio_chunk: 'BBBB' }]);
    expect(reader.take()).toMatchObject([{ data: 'BBBB' }]);
  });

  it.each(['failed', 'cancelled', 'timed_out'] as const)('fails on %s, after the chunks before it', (status) => {
    const { steps, numbers } = read([{ status, stream: [chunk(1)] }, { status }]);
    expect([steps, numbers]).toEqual([['settle', 'fail'], [1]]);
  });

  it('fails on an error in band and keeps its text', () => {
    const { steps, reader } = read([{ status: 'running', stream: [chunk(1), { error: 'CUDA out of memory' }] }]);
    expect([steps, reader.failure]).toEqual([['fail'], { error: 'CUDA out of memory' }]);
  });

  it('notices a second run after audio was handed out, by its numbers', () => {
    const { reader } = read([
      { status: 'running', stream: [chunk(1)] },
      { status: 'running', stream: [chunk(1, 'another take')] },
    ]);
    expect(reader.restarted).toBe(true);
  });

  it('notices a second run after audio was handed out, by the count of retries', () => {
    const { reader } = read([
      { status: 'running', stream: [chunk(1)] },
      { status: 'running', retries: 1 },
    ]);
    expect(reader.restarted).toBe(true);
  });

  it('starts over when the second run began before any audio was handed out', () => {
    const { reader, numbers } = read([
      { status: 'running', stream: [chunk(2)] },
      { status: 'running', retries: 1, stream: [chunk(1, 'new'), chunk(2, 'new too')] },
    ]);
    expect([reader.restarted, numbers]).toEqual([false, [1, 2]]);
  });

  it('remembers the fields of yields that are no audio', () => {
    const { reader } = read([{ status: 'running', stream: [{ output: { progress: 1 } }, { output: { pong: true } }] }]);
    expect(reader.oddities).toEqual(['progress', 'pong']);
  });

  it('does not take a word of the end without a count for the end of a running job', () => {
    const step = { output: { status: 'completed', step: 'load_model' } };
    const whole = { output: { status: 'success', audio_base64: 'AAAA' } };
    const { steps } = read([
      { status: 'running', stream: [step] },
      { status: 'running' },
      { status: 'running', stream: [whole] },
      { status: 'running' },
      { status: 'completed', stream: [whole] },
      { status: 'completed' },
    ]);
    expect(steps).toEqual(['settle', 'settle', 'settle', 'settle', 'settle', 'done']);
  });

  it('counts a reply that repeats known chunks as empty', () => {
    const again: Turn = { status: 'completed', stream: [chunk(1), chunk(2)] };
    expect(read([again, again, again, again]).steps).toEqual(['settle', 'settle', 'settle', 'recover']);
  });

  it('does not complete chunks without numbers from an aggregate that begins otherwise', () => {
    const { reader } = read([{ status: 'completed', stream: [{ audio_chunk: 'AAAA' }, { audio_chunk: 'CCCC' }] }]);
    expect(reader.acceptOutput([{ audio_chunk: 'AAAA' }, { audio_chunk: 'BBBB' }, { audio_chunk: 'CCCC' }])).toBe(
      false,
    );
    expect(reader.take()).toEqual([]);
  });
});
