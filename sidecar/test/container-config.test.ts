import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { readConfig } from '../src/config/read-config.ts';
import { CHECKOUT } from './image/workspace.ts';

const config = join(CHECKOUT, 'wrangler.toml');
const production = unstable_readConfig({ config, env: 'production' });
const byDefault = unstable_readConfig({ config });
const [container] = production.containers ?? [];

describe('the container of wrangler.toml', () => {
  it('is built from the Dockerfile of the sidecar, in the context of the whole checkout', () => {
    expect(production.containers).toHaveLength(1);
    expect([container?.image, container?.image_build_context]).toEqual([
      join(CHECKOUT, 'sidecar/Dockerfile'),
      CHECKOUT,
    ]);
  });

  it('belongs to the one object that the worker is bound to, which keeps its state in SQLite', () => {
    const name = 'SidecarContainer';
    expect(container?.class_name).toBe(name);
    expect(production.durable_objects.bindings).toEqual([{ name: 'SIDECAR', class_name: name }]);
    expect(production.migrations).toEqual([{ tag: 'v1', new_sqlite_classes: [name] }]);
  });

  it('has at least the instances that the worker asks for', () => {
    expect(container?.max_instances).toBeGreaterThanOrEqual(Number(production.vars.SIDECAR_INSTANCES));
  });

  it('is left alone long enough for its streams to end, before it is told to', () => {
    expect((container?.rollout_active_grace_period ?? 0) * 1_000).toBeGreaterThan(readConfig({}).drainMs);
  });

  it('learns that a listener left', () => {
    expect(production.compatibility_flags).toEqual(
      expect.arrayContaining(['enable_request_signal', 'request_signal_passthrough']),
    );
  });

  it('is none of what runs on a machine of ones own', () => {
    expect(byDefault.containers ?? []).toEqual([]);
    expect([byDefault.durable_objects.bindings, byDefault.migrations]).toEqual([[], []]);
    expect(byDefault.vars).not.toHaveProperty('SIDECAR_INSTANCES');
  });
});
