import { describe, expect, it } from 'vitest';
import { refuseJob } from './refuse-job.ts';

const SOUND = { restarted: false, given: 20_000, mixed: false };

describe('refuseJob', () => {
  it('lets a job go on that nothing is wrong with', () => {
    expect(() => refuseJob(SOUND)).not.toThrow();
  });

  it.each([
    [{ restarted: true }, 'upstream_restarted', 'second time'],
    [{ given: 20_001 }, 'upstream_bad_reply', 'more than 20000 chunks'],
    [{ mixed: true }, 'upstream_bad_audio', 'audio and LinaCodec tokens'],
  ])('says what is wrong with one where %j', (wrong, code, message) => {
    expect(() => refuseJob({ ...SOUND, ...wrong })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
