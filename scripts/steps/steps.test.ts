import { describe, expect, it } from 'vitest';
import { longFileWarning } from './long-file.ts';
import { runSteps } from './run-steps.ts';
import type { Step } from './step.ts';
import { textProblems } from './text-rules.ts';

describe('textProblems', () => {
  /** Put together here, so that this file keeps the rules that it tests. */
  const forbidden = [
    ['a home folder', ['/home', '/ada/voxlane'].join('')],
    ['a home folder of a Mac', ['/Users', '/ada/voxlane'].join('')],
    ['the folder of root', ['/root', '/.npmrc'].join('')],
    ['a registry', ['https://registry', 'npmjs.org/wrangler'].join('.')],
    ['a key of RunPod', `rpa_${'A1'.repeat(20)}`],
    ['a token of Hugging Face', `hf_${'aB1'.repeat(12)}`],
    ['a key of OpenAI', `sk-${'a1'.repeat(20)}`],
    ['a token of GitHub', `ghp_${'a1'.repeat(18)}`],
    ['a private key', ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ')],
  ];

  it.each(forbidden)('finds %s and the line it is in', (_, text) => {
    expect(textProblems('docs/a.md', `first line\nsee "${text}"`)).toEqual([expect.stringMatching(/^docs\/a\.md:2: /)]);
  });

  it('does not repeat a whole key', () => {
    const key = `rpa_${'A1'.repeat(20)}`;
    expect(textProblems('a', key)[0]).not.toContain(key);
  });

  it.each([
    'GET /v2/work/1',
    './work/a',
    'https://example.com/home/ada/',
    '/home',
    'mask-image',
    'rpa_...',
    '/tmp/x.wav',
  ])('has nothing against %s', (text) => {
    expect(textProblems('a', text)).toEqual([]);
  });
});

describe('longFileWarning', () => {
  const lines = (count: number) => 'line\n'.repeat(count);

  it('warns past 200 lines only', () => {
    expect(longFileWarning('a.ts', lines(200))).toBeUndefined();
    expect(longFileWarning('a.ts', lines(201))).toContain('a.ts has 201 lines');
  });

  it('accepts a reason, and any length of what is no source', () => {
    expect(
      longFileWarning('a.ts', `/** Longer than 200 lines because it is a table. */\n${lines(300)}`),
    ).toBeUndefined();
    expect(longFileWarning('pnpm-lock.yaml', lines(3_000))).toBeUndefined();
  });
});

describe('runSteps', () => {
  const steps: Step[] = [
    { name: 'good', run: async () => ({ problems: [], warnings: ['long'] }) },
    { name: 'bad', run: async () => ({ problems: ['a.ts is wrong'] }) },
    { name: 'broken', run: async () => Promise.reject(new Error('no compiler')) },
  ];

  it('runs all of them, counts, and shows the output of what failed', async () => {
    const lines: string[] = [];
    let time = 0;
    const surroundings = { print: (line: string) => void lines.push(line), now: () => (time += 500) };
    expect(await runSteps(steps, { root: '/', paths: [] }, surroundings)).toEqual({ passed: 1, failed: 2 });
    expect(lines.slice(0, 4)).toEqual(['ok   good (0.5 s)', '     note: long', 'FAIL bad (0.5 s)', 'a.ts is wrong']);
    expect(lines.at(-1)).toContain('no compiler');
  });
});
