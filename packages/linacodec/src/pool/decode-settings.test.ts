import { describe, expect, it } from 'vitest';
import { type DecodeShape, decodeShape, SettingError } from './decode-settings.ts';

describe('decodeShape', () => {
  it.each<[string, number, Record<string, string>, Partial<DecodeShape>, [number, number]]>([
    ['one core', 1, {}, {}, [1, 1]],
    ['two cores', 2, {}, {}, [2, 1]],
    ['eight cores', 8, {}, {}, [8, 1]],
    ['many cores', 1_000, {}, {}, [16, 1]],
    ['workers alone', 4, { DECODE_WORKERS: '4' }, {}, [4, 1]],
    ['workers that leave cores', 8, { DECODE_WORKERS: '3' }, {}, [3, 2]],
    ['one worker', 8, { DECODE_WORKERS: '1' }, {}, [1, 4]],
    ['more workers than cores', 2, { DECODE_WORKERS: '6' }, {}, [6, 1]],
    ['threads alone', 8, { DECODE_THREADS: '4' }, {}, [2, 4]],
    ['more threads than cores', 2, { DECODE_THREADS: '8' }, {}, [1, 8]],
    ['both', 2, { DECODE_WORKERS: '3', DECODE_THREADS: '5' }, {}, [3, 5]],
    ['the largest', 2, { DECODE_WORKERS: '64', DECODE_THREADS: '64' }, {}, [64, 64]],
    ['blanks', 4, { DECODE_WORKERS: '', DECODE_THREADS: '  ' }, {}, [4, 1]],
    ['options', 4, {}, { workers: 1, threads: 3 }, [1, 3]],
    [
      'options before the environment',
      4,
      { DECODE_WORKERS: '4', DECODE_THREADS: 'x' },
      { workers: 2, threads: 1 },
      [2, 1],
    ],
  ])('takes %s of %i cores', (_, cores, env, given, [workers, threads]) => {
    expect(decodeShape(env, cores, given)).toEqual({ workers, threads });
  });

  it.each(['0', '-1', '1.5', '65', 'many', 'NaN', 'Infinity', '1e9', '2 3'])("refuses DECODE_WORKERS='%s'", (text) => {
    const work = () => decodeShape({ DECODE_WORKERS: text }, 4);
    expect(work).toThrow(SettingError);
    expect(work).toThrow(`DECODE_WORKERS is '${text}'; it must be a whole number from 1 to 64`);
  });

  it('names the setting of threads', () => {
    expect(() => decodeShape({ DECODE_THREADS: '0' }, 4)).toThrow("DECODE_THREADS is '0'");
  });

  it.each<[Partial<DecodeShape>, string]>([
    [{ workers: 0 }, 'workers is 0; it must be 1 to 64'],
    [{ threads: 65 }, 'threads is 65; it must be 1 to 64'],
    [{ threads: 1.5 }, 'threads is 1.5; it must be 1 to 64'],
    [{ workers: Number.NaN }, 'workers is NaN; it must be 1 to 64'],
  ])('refuses the options %o', (given, message) => {
    expect(() => decodeShape({}, 4, given)).toThrow(new SettingError(message));
  });

  it('calls a bad setting permanent', () => {
    expect(new SettingError('x')).toMatchObject({ name: 'SettingError', code: 'bad_setting', retryable: false });
  });
});
