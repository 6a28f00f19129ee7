import { describe, expect, it } from 'vitest';
import { scanImports } from './scan-imports.ts';

const specifiers = (source: string) => scanImports(source).map(({ specifier }) => specifier);

describe('scanImports', () => {
  it.each([
    ['a named import', "import { a, b as c } from './x.ts';"],
    ['a default import', "import a from './x.ts';"],
    ['a namespace import', 'import * as a from "./x.ts";'],
    ['a default and names, over several lines', "import a, {\n  b,\n  c,\n} from\n  './x.ts';"],
    ['an import for its side effect', "import './x.ts';"],
    ['an import of types', "import type { A } from './x.ts';"],
    ['a dynamic import', "const a = await import('./x.ts');"],
    ['a dynamic import of a template without substitution', 'await import(`./x.ts`);'],
    ['a dynamic import inside a template', `const a = \`\${await import("./x.ts")}\`;`],
    ['the type of a module', "type A = typeof import('./x.ts');"],
    ['an export of names', "export { a } from './x.ts';"],
    ['an export of everything', "export * from './x.ts';"],
    ['an export of everything under a name', "export * as a from './x.ts';"],
    ['an export of types', "export type * from './x.ts';"],
    ['an import with a comment in the middle', "import /* why */ { a } // not './y.ts'\n from './x.ts';"],
    ['an import without spaces', "import{a}from'./x.ts';"],
    ['an import after a regular expression with quotes', "const q = /['\"`/*]/g;\nimport './x.ts';"],
    ['an import after a division', "const half = (a) / 2, b = c / d; // it's\nimport './x.ts';"],
    ['an import after a template with braces', `const t = \`{\${ {a: \`}\` }.a }'\`;\nimport './x.ts';`],
  ])('finds %s', (_, source) => {
    expect(specifiers(source)).toEqual(['./x.ts']);
  });

  it.each([
    ['a line comment', "// import './x.ts';"],
    ['a block comment', "/* import a from './x.ts'; */"],
    ['a comment that never ends', "/* import './x.ts';"],
    ['a string', `const a = "import b from './x.ts'";`],
    ['a template', "const a = `import b from './x.ts'`;"],
    ['a template after a substitution', `const a = \`\${1} import './x.ts'\`;`],
    ['a regular expression', "const a = /import '.\\/x.ts'/;"],
    ['a method called import', "loader.import('./x.ts');"],
    ['a function whose name ends in import', "reimport('./x.ts');"],
    ['Array.from', "export const a = Array.from('./x.ts');"],
    ['a property called from', "export const a = { from: './x.ts' };"],
    ['import.meta', "const a = new URL('./x.ts', import.meta.url);"],
    ['an empty file', ''],
  ])('finds nothing in %s', (_, source) => {
    expect(specifiers(source)).toEqual([]);
  });

  it.each([
    ["import type { A } from 'x';", true],
    ["import type A from 'x';", true],
    ["export type { A } from 'x';", true],
    ["import { type A, type B } from 'x';", true],
    ["import { type A, b } from 'x';", false],
    ["import type from 'x';", false],
    ["import { type } from 'x';", false],
    ["import { type as a } from 'x';", false],
    ["import {} from 'x';", false],
    ["import 'x';", false],
  ])('knows whether only types cross: %s', (source, typeOnly) => {
    expect(scanImports(source)).toEqual([{ specifier: 'x', typeOnly }]);
  });
});
