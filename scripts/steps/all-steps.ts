import { formatAndLint } from './format-and-lint.ts';
import { importRules } from './import-rules.ts';
import { repoRules } from './repo-rules.ts';
import type { Step } from './step.ts';
import { studioBuilds } from './studio-builds.ts';
import { types } from './types.ts';
import { EDGE_OUTPUT, workerBuilds } from './worker-builds.ts';

/** All checks, the quick ones first. */
export const ALL_STEPS: readonly Step[] = [
  repoRules,
  importRules,
  formatAndLint,
  types,
  // The workers carry the page.
  studioBuilds,
  workerBuilds('', EDGE_OUTPUT),
  workerBuilds('production', `${EDGE_OUTPUT}-production`),
];
