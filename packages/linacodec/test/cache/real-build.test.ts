import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from '../../src/checkpoint/checkpoint-error.ts';
import { openCheckpoint } from '../../src/checkpoint/open-checkpoint.ts';
import { GRAPH_NAMES } from '../../src/graph/graphs.ts';
import { buildFiles } from '../../src/platform/build-files.ts';
import { cacheFiles } from '../../src/platform/cache-files.ts';
import { checkpointFolder } from '../../src/platform/checkpoint-folder.ts';
import { buildModels } from '../../src/session/build-models.ts';
import { openSession } from '../../src/session/onnx-session.ts';
import { useCache } from './cache-fixture.ts';

const cache = useCache();
const TINY = fileURLToPath(new URL('../data/tiny-25hz', import.meta.url));

/** Builds as a started decoder does. */
const start = (checkpoint: string) =>
  cache.start({
    checkpoint,
    async build(folder) {
      const opened = await openCheckpoint(checkpointFolder(checkpoint));
      await buildModels(opened, folder, buildFiles);
      return { config: opened.config, parameters: opened.parameters };
    },
  });

describe('real models', () => {
  it('are built, moved to their place, found again and loaded', async () => {
    const first = await start(TINY);
    expect(first.manifest.files.map(({ name }) => name)).toEqual(
      GRAPH_NAMES.flatMap((name) => [`${name}.onnx`, `${name}.weights`]).sort(),
    );
    const second = await start(TINY);
    expect(second).toEqual({ ...first, hit: true });
    expect(second.manifest.parameters).toBe(218_676);
    for (const name of GRAPH_NAMES) await (await openSession(`${second.folder}/${name}.onnx`, 1)).release();
  });

  it('of a checkpoint that lacks a file are refused by its reader', async () => {
    await cp(TINY, cache.checkpoint, { recursive: true });
    await cacheFiles.remove(`${cache.checkpoint}/vocoder/pytorch_model.bin`);
    const refused = start(cache.checkpoint);
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow('vocoder/pytorch_model.bin: found no such file');
  });
});
