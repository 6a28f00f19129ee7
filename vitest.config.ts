import { join } from 'node:path';
import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { configDefaults, defineConfig } from 'vitest/config';

const portable = ['schema', 'audio', 'text', 'runpod', 'speech', 'gateway'].map(
  (name) => `packages/${name}/**/*.test.ts`,
);

const endToEnd = [
  'workers/test/e2e/**/*.test.ts',
  'sidecar/test/e2e/**/*.test.ts',
  'packages/player/test/browser/**/*.test.ts',
  'scripts/e2e/**/*.test.ts',
];

/** Those that measure time, load a machine with listeners, or play sound: each has the machine to itself. */
const alone = [
  'workers/test/e2e/{batches,leaving-listeners,many-listeners,slow-listener,thousand-sentences}.test.ts',
  'sidecar/test/e2e/{crowded-sidecar,leaving-listeners,slow-listener}.test.ts',
  'packages/player/test/browser/**/*.test.ts',
  'scripts/e2e/**/*.test.ts',
];

/** A started system takes seconds where a unit takes milliseconds; longer than `npm start` itself waits for it. */
const END_TO_END_LIMIT_MS = 90_000;

/** Files of a room share one runtime, which is four times as fast: no test of ours changes what another one sees. */
const SHARED = { isolate: false };

/**
 * Five rooms: portable tests in Node, the same tests and the edge's own inside workerd, the tools of this repository,
 * and the started system, two at a time and alone.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...SHARED,
          name: 'node',
          include: [
            ...portable,
            'packages/emulator/**/*.test.ts',
            'packages/linacodec/**/*.test.ts',
            'packages/player/**/*.test.ts',
            'packages/studio/**/*.test.{ts,tsx}',
            'sidecar/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...endToEnd],
        },
      },
      {
        resolve: { alias: [{ find: /^.*\.wasm$/, replacement: join(import.meta.dirname, 'workers/test/no-wasm.ts') }] },
        plugins: [
          cloudflareTest({
            miniflare: {
              compatibilityDate: '2026-11-16',
              compatibilityFlags: ['nodejs_compat', 'enable_request_signal', 'request_signal_passthrough'],
              cf: false,
            },
          }),
        ],
        test: {
          ...SHARED,
          name: 'workerd',
          include: [...portable, 'packages/emulator/src/core/**/*.test.ts', 'workers/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...endToEnd],
        },
      },
      {
        test: {
          ...SHARED,
          name: 'scripts',
          include: ['scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...endToEnd],
        },
      },
      {
        test: {
          name: 'e2e',
          include: endToEnd,
          exclude: [...configDefaults.exclude, ...alone],
          maxWorkers: 2,
          testTimeout: END_TO_END_LIMIT_MS,
          hookTimeout: END_TO_END_LIMIT_MS,
        },
      },
      {
        test: {
          name: 'e2e-alone',
          include: alone,
          fileParallelism: false,
          testTimeout: END_TO_END_LIMIT_MS,
          hookTimeout: END_TO_END_LIMIT_MS,
        },
      },
    ],
  },
});
