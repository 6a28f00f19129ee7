import { describe, expect, it } from 'vitest';
import { emulatedJob } from '../test/emulated-job.ts';

describe('a listener who leaves', () => {
  it('has a running job cancelled', async () => {
    const { audio, clock, emulator, settle } = emulatedJob({});
    await clock.run(audio.next());
    await clock.run(audio.return());
    await settle();
    expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED', cancelReceivedAt: clock.now() });
  });

  it('has a queued job cancelled', async () => {
    const { audio, clock, emulator, left, settle } = emulatedJob({ faults: { stayQueued: true } });
    const first = audio.next();
    first.catch(() => undefined);
    await clock.advance(5_000);
    left.abort(new Error('gone'));
    await expect(clock.run(first)).rejects.toThrow('gone');
    await settle();
    expect(emulator.jobs()[0]?.status).toBe('CANCELLED');
  });

  it('has a job cancelled whose submit was still under way', async () => {
    const { audio, clock, emulator, left, seen, settle } = emulatedJob({ faults: { queueMs: 60_000 } });
    const first = audio.next();
    first.catch(() => undefined);
    left.abort(new Error('gone'));
    await expect(clock.run(first)).rejects.toThrow('gone');
    await settle();
    expect(emulator.jobs().map((job) => job.status)).toEqual(['CANCELLED']);
    expect(seen).toEqual([]);
  });

  it('has nothing submitted when gone before', async () => {
    const { audio, clock, emulator, left } = emulatedJob({});
    left.abort(new Error('gone'));
    await expect(clock.run(audio.next())).rejects.toThrow('gone');
    expect(emulator.jobs()).toEqual([]);
  });

  it('has the cancel tried again when RunPod is busy', async () => {
    const { audio, clock, emulator, settle } = emulatedJob({
      faults: { http: [{ op: 'cancel', status: 429, times: 2 }] },
    });
    await clock.run(audio.next());
    await clock.run(audio.return());
    await settle();
    expect(emulator.jobs()[0]?.status).toBe('CANCELLED');
  });
});
