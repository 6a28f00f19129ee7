import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/models.ts';
import { randomCheckpoint } from '../../test/random-weights.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import { GRAPH_NAMES } from '../graph/graphs.ts';
import { ModelProto } from '../graph/onnx-schema.ts';
import { buildFiles } from '../platform/build-files.ts';
import { type BuildFiles, buildModels } from './build-models.ts';
import { openModels } from './open-models.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const CHECKPOINT = randomCheckpoint(SMALL_CONFIG);

describe('buildModels', () => {
  it('leaves a model for every graph and the files their weights are in, nothing else', async () => {
    await buildModels(CHECKPOINT, folder.path, buildFiles);
    const files = readdirSync(folder.path);
    const models = GRAPH_NAMES.map((name) => `${name}.onnx`);
    const weights = GRAPH_NAMES.map((name) => `${name}.weights`);
    expect(files).toEqual(expect.arrayContaining(models));
    expect([...models, ...weights]).toEqual(expect.arrayContaining(files));
  });

  it('has every weight that is outside of a model inside of its file, where the model says', async () => {
    await buildModels(CHECKPOINT, folder.path, buildFiles);
    let outside = 0;
    for (const name of GRAPH_NAMES) {
      const model = ModelProto.decode(readFileSync(join(folder.path, `${name}.onnx`)));
      const { graph } = ModelProto.toObject(model, { longs: Number, defaults: true });
      for (const { externalData } of graph.initializer) {
        if (externalData.length === 0) continue;
        const entries = externalData.map(({ key, value }: { key: string; value: string }) => [key, value]);
        const { location, offset, length } = Object.fromEntries(entries);
        expect(location).toBe(`${name}.weights`);
        expect(Number(offset) + Number(length)).toBeLessThanOrEqual(statSync(join(folder.path, location)).size);
        outside += 1;
      }
    }
    expect(outside).toBeGreaterThan(0);
  });

  it('makes the same models of the same checkpoint', async () => {
    const again = temporaryFolder();
    try {
      for (const { path } of [folder, again]) await buildModels(CHECKPOINT, path, buildFiles);
      for (const file of readdirSync(folder.path)) {
        expect(readFileSync(join(again.path, file)).equals(readFileSync(join(folder.path, file)))).toBe(true);
      }
    } finally {
      again.remove();
    }
  });

  it('can be opened', async () => {
    await buildModels(CHECKPOINT, folder.path, buildFiles);
    const sessions = await openModels((file) => join(folder.path, file), 1);
    expect(Object.keys(sessions)).toEqual(GRAPH_NAMES);
    for (const session of Object.values(sessions)) await session.release();
  });

  it('passes on what reading the checkpoint throws, with no file left open', async () => {
    const broken = new Error('EIO');
    const open = new Set<string>();
    const files: BuildFiles = {
      ...buildFiles,
      create(path) {
        const { write, close } = buildFiles.create(path);
        open.add(path);
        const closed = () => {
          open.delete(path);
          close();
        };
        return { write, close: closed };
      },
    };
    const checkpoint = { ...CHECKPOINT, tensor: () => Promise.reject(broken) };
    await expect(buildModels(checkpoint, folder.path, files)).rejects.toBe(broken);
    expect(open).toEqual(new Set());
  });

  it('does not overwrite what someone else is writing', async () => {
    buildFiles.create(join(folder.path, 'voice.raw.weights')).close();
    await expect(buildModels(CHECKPOINT, folder.path, buildFiles)).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
