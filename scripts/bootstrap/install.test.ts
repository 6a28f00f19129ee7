import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installEnv } from './install-env.mjs';
import { installHash, isInstalled, writeStamp } from './install-stamp.mjs';
import { NODE_FLOOR, nodeProblem } from './node-floor.mjs';
import { pinnedEnv } from './pinned-node.mjs';

describe('nodeProblem', () => {
  it.each(['20.0.0', '24.21.0', '100.1.0'])('takes Node %s', (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });

  it.each(['19.9.0', '8.17.0', '', 'unknown'])('refuses Node "%s" and names the floor', (version) => {
    expect(nodeProblem(version)).toContain(`Node ${NODE_FLOOR} or newer`);
  });
});

describe('the stamp of an installation', () => {
  let root = '';
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'voxlane-stamp-'));
    write('pnpm-lock.yaml', 'lockfileVersion: 9');
    write('package.json', '{}');
    write('packages/audio/package.json', '{}');
    mkdirSync(join(root, 'node_modules'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is missing before the first installation', () => {
    expect(isInstalled(root)).toBe(false);
  });

  it('holds while nothing changes', () => {
    writeStamp(root);
    expect(isInstalled(root)).toBe(true);
  });

  it('is gone with node_modules', () => {
    writeStamp(root);
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(isInstalled(root)).toBe(false);
  });

  it.each([
    ['the lock file', 'pnpm-lock.yaml'],
    ['the root manifest', 'package.json'],
    ['the workspace', 'pnpm-workspace.yaml'],
    ['the manifest of a package', 'packages/audio/package.json'],
    ['the manifest of the worker', 'workers/package.json'],
  ])('ends with a change of %s', (_, path) => {
    writeStamp(root);
    write(path, '{"name":"changed"}');
    expect(isInstalled(root)).toBe(false);
  });

  it('ends with a new package', () => {
    writeStamp(root);
    write('packages/player/package.json', '{}');
    expect(isInstalled(root)).toBe(false);
  });

  it('does not depend on sources', () => {
    const before = installHash(root);
    write('packages/audio/src/index.ts', 'export {};');
    expect(installHash(root)).toBe(before);
  });
});

describe('installEnv', () => {
  it('is quiet, asks nothing and takes development tools also in production', () => {
    const env = installEnv('/checkout', { NODE_ENV: 'production', npm_config_audit: 'true', PATH: '/bin' }, true);
    expect(env).toMatchObject({ CI: 'true', NODE_ENV: 'development', npm_config_audit: 'false', PATH: '/bin' });
    expect(env).not.toHaveProperty('npm_config_cache');
  });

  it('keeps caches in the checkout when the home folder cannot be written to', () => {
    const env = installEnv('/checkout', {}, false);
    expect(env.npm_config_cache).toBe(join('/checkout', '.voxlane', 'npm-cache'));
  });

  it('leaves a cache where it was put by hand', () => {
    expect(installEnv('/checkout', { npm_config_cache: '/cache' }, false).npm_config_cache).toBe('/cache');
  });
});

describe('pinnedEnv', () => {
  it('puts the pinned Node before everything else, and keeps the rest', () => {
    const { PATH, LANG } = pinnedEnv('/checkout', { PATH: '/usr/bin:/bin', LANG: 'C' });
    expect(PATH).toBe('/checkout/node_modules/node/bin:/checkout/node_modules/.bin:/usr/bin:/bin');
    expect(LANG).toBe('C');
  });
});
