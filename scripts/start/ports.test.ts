import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { LOOPBACK, portProblems, readPort } from './ports.mjs';

describe('readPort', () => {
  it('has a default, also for an empty setting', () => {
    expect(readPort({}, 'edge')).toEqual({ setting: 'EDGE_PORT', port: 8787, owner: 'edge' });
    expect(readPort({ EMULATOR_PORT: '' }, 'emulator').port).toBe(8788);
  });

  it('takes what the environment says', () => {
    expect(readPort({ EDGE_PORT: '65535' }, 'edge').port).toBe(65_535);
  });

  it.each(['0', '65536', '-1', '80.5', 'http', ' '])('refuses "%s" and names the setting', (EDGE_PORT) => {
    expect(() => readPort({ EDGE_PORT }, 'edge')).toThrow(/EDGE_PORT is .* port number from 1 to 65535/);
  });
});

describe('portProblems', () => {
  it('names a port in use, its setting and a way out, and is content once it is free', async () => {
    const server = createServer().listen(0, LOOPBACK);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const setting = { setting: 'EDGE_PORT', port, owner: 'edge' };

    const [problem] = await portProblems([setting]);
    expect(problem).toMatch(new RegExp(`Port ${port} of the edge is in use.*EDGE_PORT=\\d+ npm start`));

    server.close();
    await once(server, 'close');
    expect(await portProblems([setting])).toEqual([]);
  });

  it('refuses one port for two', async () => {
    const ports = [readPort({ EDGE_PORT: '8788' }, 'edge'), readPort({}, 'emulator')];
    expect(await portProblems(ports)).toContain(
      'EMULATOR_PORT and EDGE_PORT are both 8788: give each a port of its own.',
    );
  });
});
