import { beforeEach, describe, expect, it } from 'vitest';
import { FakeSystem } from './fake-system.ts';

let system: FakeSystem;
beforeEach(() => {
  system = new FakeSystem();
});

describe('linacodec fetch', () => {
  it.each([
    ['fetch', {}, 'YatharthS/LinaCodec'],
    ['fetch', { LINACODEC_MODEL: 'me/mine' }, 'me/mine'],
    ['fetch a/b@v1', { LINACODEC_MODEL: 'me/mine' }, 'a/b@v1'],
  ])('%s with %o fetches %s and prints the folder', async (line, env, model) => {
    system.env = env;
    expect(await system.run(line)).toBe(0);
    expect(system.fetched).toEqual([model]);
    expect(system.text).toBe('/cache/model\n');
    expect(system.errors).toBe('');
  });

  it('shows the download on a terminal', async () => {
    system.stderr.isTerminal = true;
    system.fetchModel = async ({ onProgress }) => {
      for (const overallReceived of [0, 1, 2]) {
        onProgress({ overallReceived, overallTotal: 2 });
        system.clockMs += 1000;
      }
      return '/m';
    };
    expect(await system.run('fetch')).toBe(0);
    expect(system.bar).toEqual(['fetching the model 0.5', 'fetching the model 1', 'clear']);
  });

  it('takes the bar away when the download fails', async () => {
    system.stderr.isTerminal = true;
    system.fetchModel = async ({ onProgress }) => {
      onProgress({ overallReceived: 1, overallTotal: 2 });
      system.clockMs += 1000;
      onProgress({ overallReceived: 1, overallTotal: 2 });
      throw Object.assign(new Error('no such repository'), { code: 'hub_not_found' });
    };
    expect(await system.run('fetch a/b')).toBe(4);
    expect(system.bar.at(-1)).toBe('clear');
    expect(system.errors).toBe('linacodec: no such repository\n');
  });

  it('can be interrupted', async () => {
    system.fetchModel = () => {
      system.interruption.abort();
      return new Promise(() => {});
    };
    expect(await system.run('fetch')).toBe(130);
    expect(system.text).toBe('');
  });
});
