import { posix } from 'node:path';
import { type FoundImport, scanImports } from './scan-imports.ts';

/** A source file of a zone. `path` starts at the root of the checkout, with `/` between folders. */
export interface SourceFile {
  path: string;
  imports: readonly FoundImport[];
}

/** A source file from its text. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, imports: scanImports(text) };
}

/** Path that a relative import of `from` leads to, from the root; undefined for a package. */
export function relativeTarget(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier);
}
