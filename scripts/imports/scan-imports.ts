import { codeSkeleton } from './code-skeleton.ts';

/** One import, export-from or dynamic import of a file. */
export interface FoundImport {
  specifier: string;
  /** Only types cross: nothing of the other file is there at run time. */
  typeOnly: boolean;
}

/** What may stand between `import` and `from`: names, braces, a star, `as`, inline `type`. */
const STATIC = /(?<![.\w$])(?:import|export)\b(?<clause>[\w$\s,{}*]*?)\bfrom\s*"(?<string>\d+)"/g;
const SIDE_EFFECT = /(?<![.\w$])import\s*"(?<string>\d+)"/g;
/** Also finds the type `import('x').Name`. */
const DYNAMIC = /(?<![.\w$])import\s*\(\s*"(?<string>\d+)"/g;

/** Finds everything that a TypeScript file takes from other modules, in no particular order. */
export function scanImports(source: string): FoundImport[] {
  const { code, strings } = codeSkeleton(source);
  return [STATIC, SIDE_EFFECT, DYNAMIC].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ groups }) => ({
      specifier: strings[Number(groups?.string)] ?? '',
      typeOnly: isTypeClause(groups?.clause ?? ''),
    })),
  );
}

/** `import type { A }`, `export type * from`, and `import { type A, type B }`. */
function isTypeClause(clause: string): boolean {
  if (/^\s*type\b(?!\s*(?:,|$))/.test(clause)) return true;
  const names = /^\s*\{(?<names>[^}]*)\}\s*$/.exec(clause)?.groups?.names?.split(',') ?? [];
  const given = names.map((name) => name.trim()).filter((name) => name !== '');
  return given.length > 0 && given.every((name) => /^type\s+(?!as\b)/.test(name));
}
