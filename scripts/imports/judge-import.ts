import { posix } from 'node:path';
import type { FoundImport } from './scan-imports.ts';
import { relativeTarget } from './source-file.ts';
import { type Family, RESTRICTED, ROOTS, type Zone } from './zones.ts';

const OURS = /^@voxlane\/(?<name>[^/]+)/;

/**
 * Judges one import against the rules of the zone that the file is in.
 * @returns what should have been used, or undefined when the import is fine
 */
export function judgeImport(zone: Zone, file: string, { specifier, typeOnly }: FoundImport): string | undefined {
  const target = relativeTarget(file, specifier);
  if (target !== undefined) return judgeRelative(zone, target);
  const ours = OURS.exec(specifier)?.groups?.name;
  if (ours !== undefined) return judgeOurs(zone, ours, typeOnly);
  const family = familyOf(specifier);
  return family === undefined ? undefined : judgeRestricted(zone, file, family);
}

/** The restricted family that a module belongs to, if any. */
export function familyOf(specifier: string): Family | undefined {
  const families = Object.keys(RESTRICTED) as Family[];
  return families.find((family) => RESTRICTED[family].pattern.test(specifier));
}

/** A module of WebAssembly that a package brings: bundlers know it by the ending of its file alone. */
const PACKAGED_WASM = /\/node_modules\/.*\.wasm$/;

function judgeRelative(zone: Zone, target: string): string | undefined {
  if (PACKAGED_WASM.test(target)) return undefined;
  if (target === posix.join(zone.folder, '..', 'package.json')) return undefined;
  if (!target.startsWith(`${zone.folder}/`)) return insteadOfReaching(zone, target);
  if (!ROOTS.some((root) => root.test(target))) return undefined;
  return `a file beside ${target}: that one only puts things together, and nobody imports it`;
}

function insteadOfReaching(zone: Zone, target: string): string {
  const name = /^packages\/(?<name>[^/]+)/.exec(target)?.groups?.name;
  const isOwn = name === undefined || zone.folder.startsWith(`packages/${name}/`);
  return isOwn ? `a file in ${zone.folder}` : `@voxlane/${name}, exported by packages/${name}/src/index.ts`;
}

function judgeOurs(zone: Zone, name: string, typeOnly: boolean): string | undefined {
  const full: readonly string[] = zone.ours;
  const types: readonly string[] = zone.oursTypesOnly ?? [];
  if (full.includes(name) || (typeOnly && types.includes(name))) return undefined;
  if (types.includes(name)) return `\`import type\`: only the types of @voxlane/${name} may be used in ${zone.folder}`;
  const allowed = [...full, ...types].map((other) => `@voxlane/${other}`).join(', ');
  return `${allowed === '' ? 'nothing of ours' : allowed}, or an argument that the caller passes in`;
}

function judgeRestricted(zone: Zone, file: string, family: Family): string | undefined {
  const grant = zone.granted?.find((each) => each.family === family);
  if (grant !== undefined && (grant.files === undefined || grant.files.includes(file))) return undefined;
  return RESTRICTED[family].instead;
}
