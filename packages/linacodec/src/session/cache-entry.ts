import type { CacheFiles } from './cache-files.ts';
import { MANIFEST_NAME, MAX_MANIFEST_BYTES, type Manifest, parseManifest, sumOfBytes } from './cache-manifest.ts';

/** Tries to put an entry in its place. Each but the first follows the removal of a broken one that was there. */
const PLACE_TRIES = 3;

/**
 * The manifest of an entry's folder; undefined when there is none, or the entry is not complete. Sizes tell a write
 * that was cut short, which is what crashes and full disks leave; content is not hashed, which would read all that
 * mapping leaves on the disk. Whatever the reason, a broken entry is remedied by building it again, so that no error passes through.
 */
export async function readEntry(folder: string, files: CacheFiles): Promise<Manifest | undefined> {
  try {
    const manifest = parseManifest((await files.readText(`${folder}/${MANIFEST_NAME}`, MAX_MANIFEST_BYTES)) ?? '');
    const found = await Promise.all((manifest?.files ?? []).map(({ name }) => files.look(`${folder}/${name}`)));
    const complete = manifest?.files.every(({ bytes }, i) => found[i]?.isFile && found[i].bytes === bytes);
    return complete ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Lists what a build has written and adds the manifest, with which the entry is complete. */
export async function writeManifest(
  folder: string,
  built: Pick<Manifest, 'builder' | 'config' | 'parameters'>,
  files: CacheFiles,
): Promise<Manifest> {
  const names = (await files.list(folder)).sort();
  const listed = await Promise.all(
    names.map(async (name) => ({ name, bytes: (await files.look(`${folder}/${name}`))?.bytes ?? 0 })),
  );
  const manifest = { ...built, weightBytes: sumOfBytes(listed), files: listed };
  await files.writeText(`${folder}/${MANIFEST_NAME}`, JSON.stringify(manifest));
  return manifest;
}

/**
 * Moves a complete entry to its place in one step. When another process was faster, its entry stays, which holds the
 * same. Returns the manifest of what is in place; throws when something is in the way that cannot be removed.
 */
export async function placeEntry(
  { folder, manifest }: { folder: string; manifest: Manifest },
  place: string,
  files: CacheFiles,
): Promise<Manifest> {
  for (let tries = 0; tries < PLACE_TRIES; tries++) {
    if (await files.move(folder, place)) return manifest;
    const theirs = await readEntry(place, files);
    if (theirs !== undefined) return theirs;
    await files.remove(place);
  }
  throw new Error(`${place} is in the way`);
}
