import { findCycles } from './find-cycles.ts';
import { familyOf, judgeImport } from './judge-import.ts';
import type { SourceFile } from './source-file.ts';
import { type Grant, ZONES, type Zone } from './zones.ts';

/** Everything that is wrong with the imports of the given files, one line each. */
export function importProblems(files: readonly SourceFile[]): string[] {
  const zones = ZONES.map((zone) => ({ zone, files: files.filter(({ path }) => path.startsWith(`${zone.folder}/`)) }));
  return [
    ...zones.flatMap(({ zone, files: own }) => own.flatMap((file) => fileProblems(zone, file))),
    ...zones.flatMap(({ zone, files: own }) => onceProblems(zone, own)),
    ...findCycles(files).map((cycle) => `import cycle: ${cycle.join(' -> ')}`),
  ];
}

function fileProblems(zone: Zone, { path, imports }: SourceFile): string[] {
  return imports.flatMap((found) => {
    const instead = judgeImport(zone, path, found);
    return instead === undefined ? [] : [`${path} imports '${found.specifier}'; use ${instead}`];
  });
}

/** A platform has one file: a grant with `once` is used up by the first file that takes it. */
function onceProblems(zone: Zone, files: readonly SourceFile[]): string[] {
  const grants = zone.granted?.filter(({ once }) => once) ?? [];
  return grants.flatMap((grant) => {
    const [first, ...others] = files.filter((file) => takes(file, grant)).map(({ path }) => path);
    return others.map(
      (path) => `${path} imports ${grant.family} modules, as ${first} does; use ${first} alone for them`,
    );
  });
}

function takes({ imports }: SourceFile, { family }: Grant): boolean {
  return imports.some(({ specifier }) => familyOf(specifier) === family);
}
