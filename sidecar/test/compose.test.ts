import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config/read-config.ts';
import { readDockerfile, variablesOf } from './image/read-dockerfile.ts';
import { CHECKOUT } from './image/workspace.ts';

// A package of the decoder's, which has to read checkpoints.
const { parse } = createRequire(join(CHECKOUT, 'packages/linacodec/package.json'))('yaml');
const { services, volumes } = parse(readFileSync(join(CHECKOUT, 'sidecar/compose.yaml'), 'utf8'));
const { sidecar, cloudflared } = services;

/** Milliseconds of a duration such as `45s`. */
const milliseconds = (duration: string) => Number(/^(\d+)s$/.exec(duration)?.[1]) * 1_000;

describe('compose.yaml', () => {
  it('starts the sidecar alone, and a tunnel when asked', () => {
    expect(Object.keys(services)).toEqual(['sidecar', 'cloudflared']);
    expect([sidecar.profiles, cloudflared.profiles]).toEqual([undefined, ['tunnel']]);
    expect(cloudflared.environment).toEqual(['TUNNEL_TOKEN']);
  });

  it('builds from the root of the checkout', () => {
    expect(sidecar.build).toEqual({ context: '..', dockerfile: 'sidecar/Dockerfile' });
  });

  it('lets only this machine in, at the port where the sidecar listens', () => {
    const { port } = readConfig(sidecar.environment);
    expect(sidecar.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(sidecar.healthcheck.test.join(' ')).toContain(`http://127.0.0.1:${port}/health`);
  });

  it('gives running streams the time that the sidecar gives them, and cancels five seconds more', () => {
    expect(milliseconds(sidecar.stop_grace_period)).toBeGreaterThan(readConfig({}).drainMs + 5_000);
    const drain = /--grace-period (\d+s)/.exec(cloudflared.command)?.[1] ?? '';
    expect(milliseconds(drain)).toBeGreaterThan(readConfig({}).drainMs);
    expect(milliseconds(cloudflared.stop_grace_period)).toBeGreaterThan(milliseconds(drain));
  });

  it('keeps models on a volume where the image has them', () => {
    const [, folder = ''] = sidecar.volumes[0].split(':');
    const stage = readDockerfile(readFileSync(join(CHECKOUT, 'sidecar/Dockerfile'), 'utf8')).at(-1);
    const variables = stage?.instructions
      .filter(({ keyword }) => keyword === 'ENV')
      .map(({ text }) => variablesOf(text));
    const { LINACODEC_CACHE, HF_HOME } = Object.assign({}, ...(variables ?? []));
    for (const kept of [LINACODEC_CACHE, HF_HOME]) expect(`${kept}/`.startsWith(`${folder}/`)).toBe(true);
    expect(Object.keys(volumes)).toEqual(sidecar.volumes.map((volume: string) => volume.split(':')[0]));
  });
});
