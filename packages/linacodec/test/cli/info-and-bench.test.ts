import { beforeEach, describe, expect, it } from 'vitest';
import { FAKE_INFO, SAMPLES_PER_TOKEN } from './fake-decoder.ts';
import { FakeSystem } from './fake-system.ts';

let system: FakeSystem;
beforeEach(() => {
  system = new FakeSystem();
});
const audioSeconds = (tokens: number) => (tokens * SAMPLES_PER_TOKEN) / 48_000;

describe('linacodec info', () => {
  it('tells all about the decoder and its speed as JSON', async () => {
    expect(await system.run('info --json --model /m --threads 2')).toBe(0);
    expect(system.decoder.opened).toMatchObject({ model: '/m', threads: 2 });
    const { speed, ...info } = JSON.parse(system.text);
    expect(info).toEqual(FAKE_INFO);
    // A decode takes a second, and 4 s are 50 tokens.
    expect(speed).toEqual({ audioSeconds: audioSeconds(50), seconds: 1, realTimeFactor: 1 / audioSeconds(50) });
    expect(system.decoder.closed).toBe(1);
  });

  it('tells it in words', async () => {
    expect(await system.run('info')).toBe(0);
    expect(system.text.split('\n')).toEqual([
      'model             nano',
      'folder            /models/nano',
      'parameters        85.2 million, 340.8 MB',
      'tokens            12.5 a second, 0 to 12799',
      'embedding         128 values',
      'audio             48000 Hz, mono',
      'precision         fp32',
      'workers           1, threads of each 2',
      'loaded in         0.25 s',
      'cache             /cache, 1.5 MB, was there',
      expect.stringMatching(/^real-time factor {2}240\.000 \(0\.00 s of audio in 1\.00 s, 0\.0 times as quick/),
      '',
    ]);
  });

  it('measures the same tokens each time, after one decode to warm up', async () => {
    await system.run('info');
    await system.run('info');
    const [warmUp, first, , second] = system.decoder.decoded;
    expect(warmUp?.tokens).toHaveLength(13);
    expect(first?.tokens).toHaveLength(50);
    expect(second).toEqual(first);
    expect(first?.embedding).toHaveLength(128);
    expect(new Set(first?.tokens).size).toBeGreaterThan(40);
    expect(Math.max(...(first?.tokens ?? []))).toBeLessThan(12_800);
  });
});

describe('linacodec bench', () => {
  it('measures three lengths and the first sound as JSON', async () => {
    expect(await system.run('bench --json --runs 2')).toBe(0);
    const { exact, progressive, ...rest } = JSON.parse(system.text);
    expect(rest).toEqual({ model: 'nano', precision: 'fp32', workers: 1, threads: 2, runs: 2 });
    expect(exact).toEqual(
      [25, 125, 375].map((tokens) => {
        const seconds = audioSeconds(tokens);
        return { audioSeconds: seconds, seconds: 1, realTimeFactor: 1 / seconds };
      }),
    );
    expect(progressive).toEqual({ audioMs: 100, waitMs: 1000 });
    expect(system.decoder.decoded.map(({ tokens }) => tokens.length)).toEqual([13, 25, 25, 125, 125, 375, 375]);
    expect(system.decoder.streamed).toHaveLength(2);
  });

  it('shows a table of medians of three runs', async () => {
    const seconds = [4, 2, 9];
    let run = 0;
    system.decoder.before = async () => {
      // The first run, which is not counted, warms up.
      system.clockMs += 1000 * (seconds[(run + 2) % 3] ?? 0);
      run += 1;
    };
    expect(await system.run('bench')).toBe(0);
    const [title, empty, head, two, , , first, end] = system.text.split('\n');
    expect(title).toBe('nano, fp32, workers 1, threads of each 2, median of 3 runs');
    expect(empty).toBe('');
    expect(head?.split(/ {2,}/)).toEqual(['mode', 'audio', 'time', 'real-time factor']);
    expect(two).toMatch(/^exact +0\.00 s +4\.000 s +1920\.000$/);
    expect(first).toMatch(/^progressive +first 100 ms +4\.000 s$/);
    expect(end).toBe('');
  });

  it.each(['bench', 'info'])('can be interrupted: %s', async (command) => {
    system.decoder.before = () => {
      system.interruption.abort();
      return new Promise(() => {});
    };
    expect(await system.run(command)).toBe(130);
    expect(system.text).toBe('');
    expect(system.decoder.closed).toBe(1);
  });

  it('can be interrupted in the stream', async () => {
    system.decoder.stream = async function* () {
      system.interruption.abort();
      await new Promise(() => {});
      yield new Float32Array();
    };
    expect(await system.run('bench')).toBe(130);
  });

  it('shows how far it is on a terminal', async () => {
    system.stderr.isTerminal = true;
    await system.run('bench');
    expect(system.bar).toEqual(['measuring 0.25', 'measuring 0.5', 'measuring 0.75', 'clear']);
  });
});
