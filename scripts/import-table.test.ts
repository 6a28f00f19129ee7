import { describe, expect, it } from 'vitest';
import { importProblems } from './imports/import-problems.ts';
import { sourceFile } from './imports/source-file.ts';

/** Problems of one file with the given source. */
const judge = (path: string, source: string) => importProblems([sourceFile(path, source)]);

describe('the import table', () => {
  it.each([
    ['packages/schema/src/a.ts', "import { z } from 'zod'; import './b.ts';"],
    ['packages/text/src/a.ts', "import type { Piece } from '@voxlane/schema';"],
    ['packages/speech/src/a.ts', "import { run } from '@voxlane/runpod';"],
    ['packages/emulator/src/a.ts', "import { createServer } from 'node:http'; import './core/b.ts';"],
    ['packages/linacodec/src/a.ts', "import { open } from 'node:fs/promises';"],
    ['workers/src/lame.ts', "export { default as a } from '../node_modules/some-encoder/wasm/a.wasm';"],
    ['workers/src/app.ts', "import { Hono } from 'hono'; import { cors } from 'hono/cors';"],
    ['workers/src/index.ts', "import manifest from '../package.json' with { type: 'json' };"],
    ['workers/src/index.ts', "import { waitUntil } from 'cloudflare:workers';"],
    ['workers/src/sidecar-container.ts', "import { Container } from '@cloudflare/containers';"],
    ['sidecar/src/app.ts', "import { serve } from '@hono/node-server'; import { decode } from '@voxlane/linacodec';"],
  ])('lets %s say %s', (path, source) => {
    expect(judge(path, source)).toEqual([]);
  });

  it.each([
    ['packages/schema/src/a.ts', '@voxlane/audio', 'nothing of ours'],
    ['packages/audio/src/a.ts', 'node:buffer', 'a Web-standard API'],
    ['packages/text/src/a.ts', '@voxlane/schema', '`import type`'],
    ['packages/runpod/src/a.ts', '@voxlane/speech', '@voxlane/schema, @voxlane/audio'],
    ['packages/speech/src/a.ts', 'hono', 'a route in packages/gateway, workers/src or sidecar/src'],
    ['packages/speech/src/a.ts', 'cloudflare:workers', 'workers/src/index.ts'],
    ['packages/speech/src/a.ts', '@voxlane/emulator', '@voxlane/runpod'],
    ['packages/emulator/src/core/a.ts', 'node:http', 'a Web-standard API'],
    ['packages/emulator/src/core/a.ts', '../server.ts', 'a file in packages/emulator/src/core'],
    ['packages/linacodec/src/a.ts', '@voxlane/runpod', '@voxlane/schema'],
    ['packages/player/src/a.ts', 'node:fs', 'a Web-standard API'],
    ['workers/src/app.ts', 'node:crypto', 'a Web-standard API'],
    ['workers/src/app.ts', 'cloudflare:workers', 'workers/src/index.ts'],
    ['workers/src/app.ts', '@cloudflare/containers', 'workers/src/index.ts'],
    ['workers/src/app.ts', '@voxlane/linacodec', '@voxlane/speech'],
    ['workers/src/app.ts', '@voxlane/emulator', '@voxlane/speech'],
    ['sidecar/src/app.ts', '@voxlane/emulator', '@voxlane/linacodec'],
    ['sidecar/src/app.ts', 'onnxruntime-node', 'packages/linacodec'],
  ])('refuses %s the import of %s and names what to use', (path, specifier, instead) => {
    const [problem, ...others] = judge(path, `import { a } from '${specifier}';`);
    expect(others).toEqual([]);
    expect(problem).toContain(`${path} imports '${specifier}'; use `);
    expect(problem).toContain(instead);
  });

  it('sees through dynamic imports and export-from', () => {
    expect(judge('packages/audio/src/a.ts', "await import('node:fs'); export * from 'hono';")).toHaveLength(2);
  });

  it('names the package whose folder was reached into', () => {
    const [problem] = judge('packages/runpod/src/a.ts', "import '../../audio/src/wav.ts';");
    expect(problem).toContain('use @voxlane/audio, exported by packages/audio/src/index.ts');
  });

  it.each([
    ['workers/src/app.ts', './index.ts'],
    ['sidecar/src/routes/a.ts', '../main.ts'],
    ['packages/emulator/src/a.ts', './main.ts'],
  ])('lets nobody import a composition root: %s imports %s', (path, specifier) => {
    expect(judge(path, `import '${specifier}';`)[0]).toContain('only puts things together');
  });

  it('lets a package have an index that its own files import', () => {
    expect(judge('packages/audio/src/a.ts', "import './index.ts';")).toEqual([]);
  });

  it('gives a platform one file', () => {
    const files = ['a', 'b'].map((name) => sourceFile(`packages/linacodec/src/${name}.ts`, "import 'node:fs';"));
    expect(importProblems(files)).toEqual([
      'packages/linacodec/src/b.ts imports node modules, as packages/linacodec/src/a.ts does; use packages/linacodec/src/a.ts alone for them',
    ]);
  });

  it('prints an import cycle, file by file', () => {
    const files = [
      sourceFile('packages/audio/src/a.ts', "import './b.ts';"),
      sourceFile('packages/audio/src/b.ts', "import type { C } from './deep/c.ts';"),
      sourceFile('packages/audio/src/deep/c.ts', "export * from '../a.ts';"),
    ];
    expect(importProblems(files)).toEqual([
      'import cycle: packages/audio/src/a.ts -> packages/audio/src/b.ts -> packages/audio/src/deep/c.ts -> packages/audio/src/a.ts',
    ]);
  });

  it('calls a file that imports itself a cycle, and a shared dependency none', () => {
    expect(judge('packages/audio/src/a.ts', "import './a.ts';")).toHaveLength(1);
    const diamond = [
      sourceFile('packages/audio/src/a.ts', "import './b.ts'; import './c.ts';"),
      sourceFile('packages/audio/src/b.ts', "import './d.ts';"),
      sourceFile('packages/audio/src/c.ts', "import './d.ts';"),
      sourceFile('packages/audio/src/d.ts', ''),
    ];
    expect(importProblems(diamond)).toEqual([]);
  });
});
