import { describe, expect, it } from 'vitest';
import { CONFIG, useCache } from '../../test/cache/cache-fixture.ts';
import { cacheFiles } from '../platform/cache-files.ts';
import { placeEntry, readEntry, writeManifest } from './cache-entry.ts';

const cache = useCache();
const at = (name: string) => `${cache.root}/${name}`;

/** Makes a complete entry with one file. */
async function complete(name: string, content: string) {
  await cacheFiles.makeFolder(at(name));
  await cacheFiles.writeText(`${at(name)}/voice.onnx`, content);
  const manifest = await writeManifest(at(name), { builder: 1, config: CONFIG, parameters: 1 }, cacheFiles);
  return { folder: at(name), manifest };
}

describe('an entry', () => {
  it('is complete with its manifest', async () => {
    const { folder, manifest } = await complete('entry', 'graph');
    expect(manifest).toMatchObject({ weightBytes: 5, files: [{ name: 'voice.onnx', bytes: 5 }] });
    expect(await readEntry(folder, cacheFiles)).toEqual(manifest);
    expect(await readEntry(at('missing'), cacheFiles)).toBeUndefined();
  });

  it('is moved to its place', async () => {
    const entry = await complete('built', 'graph');
    expect(await placeEntry(entry, at('place'), cacheFiles)).toEqual(entry.manifest);
    expect(await readEntry(at('place'), cacheFiles)).toEqual(entry.manifest);
    expect(await cacheFiles.look(entry.folder)).toBeUndefined();
  });

  it('that another process has placed before stays', async () => {
    const theirs = await complete('place', 'their graph');
    const ours = await complete('built', 'graph');
    expect(await placeEntry(ours, theirs.folder, cacheFiles)).toEqual(theirs.manifest);
    expect(await readEntry(theirs.folder, cacheFiles)).toEqual(theirs.manifest);
    expect(await readEntry(ours.folder, cacheFiles)).toEqual(ours.manifest);
  });

  it('that is broken is replaced', async () => {
    const broken = await complete('place', 'their graph');
    await cacheFiles.writeText(`${broken.folder}/voice.onnx`, 'th');
    const ours = await complete('built', 'graph');
    expect(await placeEntry(ours, broken.folder, cacheFiles)).toEqual(ours.manifest);
    expect(await readEntry(broken.folder, cacheFiles)).toEqual(ours.manifest);
  });
});
