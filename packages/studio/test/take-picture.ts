import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

const ROOT = join(import.meta.dirname, '../../..');
/** Pictures of the page as tests saw it, from the root of the checkout; git ignores them. */
const ARTEFACTS = 'dist/artefacts';

/** Keeps a picture of the whole page among the artefacts of the run. */
export function takePicture(page: Page, name: string): Promise<void> {
  return takePictureAt(page, join(ARTEFACTS, `studio-${name}.png`));
}

/** Keeps a picture of the whole page in a file. @param path from the root of the checkout. */
export async function takePictureAt(page: Page, path: string): Promise<void> {
  const file = join(ROOT, path);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file, fullPage: true });
}
