import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SRC = join(import.meta.dirname, 'src/worklet');

/** The text of `src/worklet/worklet-source.ts`: the processor and all that it imports as one string. */
export function workletModule(): string {
  const flags = [
    '--bundle',
    '--minify',
    '--format=iife',
    '--target=es2022',
    '--supported:template-literal=false',
    '--log-level=error',
  ];
  const esbuild = join(import.meta.dirname, 'node_modules/.bin/esbuild');
  const code = execFileSync(esbuild, [join(SRC, 'speech-processor.ts'), ...flags], { encoding: 'utf8' }).trim();
  const literal = `'${code.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return [
    '/**',
    ' * The module that the audio thread runs, whole: for a `blob:` address, or to be served where a page allows none.',
    ' * Made from `speech-processor.ts` by `node packages/player/build-worklet.ts`; a test says when it is out of date.',
    ' */',
    `export const WORKLET_SOURCE =\n  ${literal};\n`,
  ].join('\n');
}

if (import.meta.main) writeFileSync(join(SRC, 'worklet-source.ts'), workletModule());
