import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { longFileWarning } from './long-file.ts';
import type { Step } from './step.ts';
import { textProblems } from './text-rules.ts';

/** Larger files are data (recordings, reference tensors), in bytes. */
const MOST_BYTES = 2_000_000;

/** What holds for every text file: no machine paths, no registries, no secrets, and a length that can be read. */
export const repoRules: Step = {
  name: 'repo rules',
  async run({ root, paths }) {
    const files = paths.flatMap((path) => {
      const text = readText(join(root, path));
      return text === undefined ? [] : [{ path, text }];
    });
    return {
      problems: files.flatMap(({ path, text }) => textProblems(path, text)),
      warnings: files.flatMap(({ path, text }) => longFileWarning(path, text) ?? []),
    };
  },
};

/** Text of a file; undefined for data, which shows in its size or in a zero byte. */
function readText(path: string): string | undefined {
  const { size } = statSync(path);
  if (size > MOST_BYTES) return undefined;
  const text = readFileSync(path, 'utf8');
  return text.includes('\0') ? undefined : text;
}
