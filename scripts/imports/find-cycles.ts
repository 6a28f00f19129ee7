import { relativeTarget, type SourceFile } from './source-file.ts';

/**
 * Finds import cycles between files, types included: two files that need each other are one idea in two places.
 * Depth-first with three states a file (unseen, on the path, done); every import that leads back onto the path closes
 * a cycle.
 * @returns each cycle as the paths along it, the first one repeated at the end
 */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const graph = new Map(files.map((file) => [file.path, neighbours(file)]));
  const done = new Set<string>();
  const path: string[] = [];
  const cycles: string[][] = [];

  const visit = (file: string) => {
    if (done.has(file)) return;
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
      return;
    }
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}

function neighbours({ path, imports }: SourceFile): string[] {
  return imports.flatMap(({ specifier }) => relativeTarget(path, specifier) ?? []);
}
