import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPO_ROOT } from '../bootstrap/repo-root.mjs';
import { EDGE_COMPATIBILITY } from './built-edge.ts';

it('runs the worker by the date and flags that it is deployed with', () => {
  const lines = readFileSync(join(REPO_ROOT, 'wrangler.toml'), 'utf8').split('\n');
  const value = (name: string) =>
    JSON.parse(lines.find((line) => line.startsWith(`${name} = `))?.split(' = ')[1] ?? '');
  expect(EDGE_COMPATIBILITY).toEqual({
    compatibilityDate: value('compatibility_date'),
    compatibilityFlags: value('compatibility_flags'),
  });
});
