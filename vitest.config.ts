import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { configDefaults, defineConfig } from 'vitest/config';

const portable = ['schema', 'audio', 'text', 'runpod', 'speech'].map((name) => `packages/${name}/**/*.test.ts`);

const endToEnd = ['workers/test/e2e/**/*.test.ts', 'scripts/e2e/**/*.test.ts'];

/** A started system takes seconds where a unit takes milliseconds. */
const END_TO_END_LIMIT_MS = 60_000;

/**
 * Four rooms: portable tests in Node, the same tests and the edge's own inside workerd, the tools of this repository,
 * and the started system.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'node', include: [...portable, 'packages/emulator/**/*.test.ts'] } },
      {
        plugins: [
          cloudflareTest({
            miniflare: {
              compatibilityDate: '2026-11-16',
              compatibilityFlags: ['nodejs_compat', 'enable_request_signal'],
              cf: false,
            },
          }),
        ],
        test: {
          name: 'workerd',
          include: [...portable, 'workers/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...endToEnd],
        },
      },
      {
        test: { name: 'scripts', include: ['scripts/**/*.test.ts'], exclude: [...configDefaults.exclude, ...endToEnd] },
      },
      {
        test: {
          name: 'e2e',
          include: endToEnd,
          fileParallelism: false,
          testTimeout: END_TO_END_LIMIT_MS,
          hookTimeout: END_TO_END_LIMIT_MS,
        },
      },
    ],
  },
});
