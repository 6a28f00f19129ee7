import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hubSettings } from '../../packages/linacodec/src/hub/hub-settings.ts';
import { readConfig } from '../src/config/read-config.ts';
import { CHECKOUT } from './image/workspace.ts';

const example = readFileSync(join(CHECKOUT, 'sidecar/.env.example'), 'utf8');
const shown = [...example.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }));

/** The names that are looked up in an environment in which nothing is set. */
function namesRead(read: (environment: Record<string, string | undefined>) => unknown): Set<string> {
  const names = new Set<string>();
  const note = (name: string | symbol) => {
    if (typeof name === 'string' && /^[A-Z_]+$/.test(name)) names.add(name);
    return undefined;
  };
  read(new Proxy({}, { get: (_, name) => note(name) }));
  return names;
}

/** Where folders of a person are; and other names for what has a line of its own. */
const OF_THE_MACHINE = ['HOME', 'USERPROFILE'];
const BY_THE_WAY = ['XDG_CACHE_HOME', 'HUGGINGFACE_HUB_CACHE', 'HUGGING_FACE_HUB_TOKEN', 'TRANSFORMERS_OFFLINE'];
/** Set to show how a value is written: there is no default that could be written down. */
const EXAMPLES = ['ECHOTTS_STREAMING_ENDPOINT', 'RUNPOD_STREAMING_ENDPOINT', 'SERVICES', 'FALLBACKS'];
const BY_THE_CORES = ['DECODE_WORKERS', 'DECODE_THREADS'];

describe('.env.example', () => {
  it('lists every setting that is read, and no other', () => {
    const hub = [...namesRead(hubSettings)].filter((name) => ![...OF_THE_MACHINE, ...BY_THE_WAY].includes(name));
    const all = [...namesRead(readConfig), ...hub, 'LINACODEC_CACHE'];
    expect(all.length).toBeGreaterThan(30);
    expect(shown.map(({ name }) => name).sort()).toEqual(all.sort());
  });

  it.each(BY_THE_WAY)('mentions %s', (name) => {
    expect(namesRead(hubSettings)).toContain(name);
    expect(example).toContain(name);
  });

  it('sets nothing by itself, and shows no secret', () => {
    expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('# '))).toEqual([]);
    for (const name of ['RUNPOD_API_KEY', 'SIDECAR_SECRET', 'API_KEYS', 'HF_TOKEN']) {
      expect(shown).toContainEqual({ name, value: '' });
    }
  });

  it('shows values that are taken, and defaults that are the defaults', () => {
    expect(() => readConfig(Object.fromEntries(shown.map(({ name, value }) => [name, value])))).not.toThrow();
    for (const { name, value } of shown.filter((each) => ![...EXAMPLES, ...BY_THE_CORES].includes(each.name))) {
      expect(readConfig({ [name]: value }), name).toEqual(readConfig({}));
    }
  });

  it('explains every setting in the line above it', () => {
    const lines = example.split('\n');
    for (const { name } of shown) {
      const above = lines[lines.findIndex((line) => line.startsWith(`# ${name}=`)) - 1];
      expect(above, name).toMatch(/^# .*[.;:]$/);
    }
  });
});
