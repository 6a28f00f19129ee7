import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FAULT_NAMES } from './core/faults/faults.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it.each(FAULT_NAMES)('has a row for the fault %s', (name) => {
    expect(readme).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  });
});
