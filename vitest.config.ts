import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

const portable = ['schema', 'audio', 'text', 'runpod', 'speech'].map((name) => `packages/${name}/**/*.test.ts`);

/** Three rooms: portable tests in Node, the same tests and the edge's own inside workerd, and the started system. */
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
        test: { name: 'workerd', include: [...portable, 'workers/**/*.test.ts'] },
      },
    ],
  },
});
