/** The clips one after the other. */
export function joinSamples(...clips: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(clips.reduce((sum, clip) => sum + clip.length, 0));
  let at = 0;
  for (const clip of clips) {
    joined.set(clip, at);
    at += clip.length;
  }
  return joined;
}
