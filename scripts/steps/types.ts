import { runQuietly } from '../process/run-quietly.ts';
import type { Checkout, Step } from './step.ts';

/** Every tsconfig that is a program of its own: the compiler proves what each folder may know of its platform. */
export const types: Step = {
  name: 'types',
  async run(checkout) {
    const problems: string[] = [];
    for (const project of projects(checkout)) {
      const { code, output } = await runQuietly(['tsc', '-p', project, '--pretty', 'false'], { cwd: checkout.root });
      if (code !== 0) problems.push(`${project}\n${output.trimEnd()}`);
    }
    return { problems };
  },
};

function projects({ paths }: Checkout): string[] {
  return paths.filter((path) => /(^|\/)tsconfig(\.[\w-]+)?\.json$/.test(path) && path !== 'tsconfig.base.json');
}
