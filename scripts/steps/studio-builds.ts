import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildStudio, STUDIO_OUTPUT } from '../studio/build-studio.ts';
import type { Step } from './step.ts';

/** Most bytes of script and style, compressed, that the page's first load may take: half a second on a slow phone. */
const FIRST_LOAD_BYTES = 150_000;

/** Builds the page, which the workers carry, and weighs it. */
export const studioBuilds: Step = {
  name: 'studio builds',
  async run({ root }) {
    const { code, output } = await buildStudio(root);
    if (code !== 0) return { problems: [output] };
    const bytes = firstLoadBytes(join(root, STUDIO_OUTPUT));
    if (bytes <= FIRST_LOAD_BYTES) return { problems: [] };
    return { problems: [`The first load is ${bytes} bytes compressed; it may take ${FIRST_LOAD_BYTES}.`] };
  },
};

/** Script and style that the page names itself, gzipped; what it asks for later is not counted. */
export function firstLoadBytes(folder: string): number {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = readdirSync(join(folder, 'assets')).filter((name) => page.includes(`/assets/${name}`));
  return named.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, 'assets', name))).length, 0);
}
