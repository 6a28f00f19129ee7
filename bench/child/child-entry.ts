import { TASKS, type Task, type TaskName } from './tasks.ts';

/** Entry of a process that runs one task, answers with what it found, and ends. */

process.once('message', async ({ name, order }: Task<TaskName>) => {
  const run = TASKS[name] as (order: unknown) => Promise<unknown>;
  const report = await run(order).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  process.send?.(report, () => process.exit(0));
});
process.once('disconnect', () => process.exit(1));
