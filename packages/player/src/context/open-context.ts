/** The part of Safari that says what a page's sound is for. */
interface AudioSession {
  type: string;
}

/**
 * A context at `sampleRate` Hz where the browser grants it, else at the device's rate. Call it inside a click: browsers
 * keep contexts silent that are made elsewhere. On an iPhone it also has speech heard while the mute switch is on, as
 * a video's sound is: Web Audio alone counts as a page's noises.
 */
export function openContext(sampleRate?: number): AudioContext {
  const { audioSession } = navigator as Navigator & { audioSession?: AudioSession };
  if (audioSession !== undefined) audioSession.type = 'playback';
  if (sampleRate === undefined) return new AudioContext();
  try {
    return new AudioContext({ sampleRate });
  } catch {
    return new AudioContext();
  }
}
