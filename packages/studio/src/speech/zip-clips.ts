/** A file of an archive. */
export interface NamedClip {
  name: string;
  clip: Blob;
}

/** Clips in one archive, in order and numbered; they are stored as they are, since speech hardly shrinks. */
export async function zipClips(clips: readonly NamedClip[]): Promise<Blob> {
  // Needed once in a while, so it is no part of the first load.
  const { zipSync } = await import('fflate');
  const files: Record<string, Uint8Array> = {};
  for (const [index, { name, clip }] of clips.entries()) {
    files[`${String(index + 1).padStart(2, '0')}-${name}`] = new Uint8Array(await clip.arrayBuffer());
  }
  return new Blob([new Uint8Array(zipSync(files, { level: 0 }))], { type: 'application/zip' });
}
