import type { Checkout, Step } from './step.ts';

/** What running steps needs from outside. */
export interface StepSurroundings {
  print(line: string): void;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
}

/** How many steps were fine, and how many were not. */
export interface StepCounts {
  passed: number;
  failed: number;
}

/** Runs steps one after another, since most use all cores. Prints a line each, and the whole output of what failed. */
export async function runSteps(
  steps: readonly Step[],
  checkout: Checkout,
  { print, now }: StepSurroundings,
): Promise<StepCounts> {
  const counts = { passed: 0, failed: 0 };
  for (const step of steps) {
    const start = now();
    const { problems, warnings = [] } = await outcomeOf(step, checkout);
    const ok = problems.length === 0;
    counts[ok ? 'passed' : 'failed'] += 1;
    print(`${ok ? 'ok  ' : 'FAIL'} ${step.name} (${((now() - start) / 1000).toFixed(1)} s)`);
    for (const problem of problems) print(problem);
    for (const warning of warnings) print(`     note: ${warning}`);
  }
  return counts;
}

/** A step that throws is one that failed. */
async function outcomeOf(step: Step, checkout: Checkout) {
  try {
    return await step.run(checkout);
  } catch (error) {
    return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}
