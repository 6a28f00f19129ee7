/** Half of the time over which one speaker becomes the next, in mel frames: an eighth of a second. */
const HALF_CHANGE_FRAMES = 12;

interface Speaker {
  embedding: Float32Array;
  /** Mel frame at which this speaker takes over. */
  at: number;
}

/** A speaker's share of each frame of a range. */
export interface SpeakerShare {
  embedding: Float32Array;
  /** 0 to 1 a frame; the shares of all speakers of a frame add up to 1. Undefined: 1 everywhere. */
  shares: Float32Array | undefined;
}

/**
 * Who speaks when. An embedding holds until another one comes; around the change both are heard, one fading into the
 * other. The same embedding sent again, as with every chunk of a stream, is no change.
 */
export class SpeakerTrack {
  #speakers: Speaker[] = [];

  /**
   * Lets `embedding` speak from mel frame `at` on. A speaker who would not have finished fading in by then is skipped,
   * which bounds how many speak in one window, each of whom costs a run of the mel decoder.
   */
  change(embedding: Float32Array, at: number): void {
    const last = this.#speakers.at(-1);
    if (last !== undefined && sameValues(last.embedding, embedding)) return;
    if (last !== undefined && last.at + 2 * HALF_CHANGE_FRAMES > at) this.#speakers.pop();
    const before = this.#speakers.at(-1);
    if (before !== undefined && sameValues(before.embedding, embedding)) return;
    this.#speakers.push({ embedding: embedding.slice(), at: before === undefined ? 0 : at });
  }

  /** The speakers of the mel frames `from` to `to`. */
  shares(from: number, to: number): SpeakerShare[] {
    const shares: SpeakerShare[] = [];
    for (const [index, { embedding }] of this.#speakers.entries()) {
      const own = Float32Array.from(
        { length: to - from },
        (_, n) => this.#rise(index, from + n) - this.#rise(index + 1, from + n),
      );
      if (own.every((share) => share === 1)) return [{ embedding, shares: undefined }];
      if (own.some((share) => share > 0)) shares.push({ embedding, shares: own });
    }
    return shares;
  }

  /** Forgets who does not speak at `frame` or later. */
  drop(frame: number): void {
    while (this.#rise(1, frame) === 1) this.#speakers.shift();
  }

  /** How far the speakers from `index` on have taken over at a frame. */
  #rise(index: number, frame: number): number {
    if (index === 0) return 1;
    const speaker = this.#speakers[index];
    if (speaker === undefined) return 0;
    const position = (frame + 0.5 - speaker.at) / (2 * HALF_CHANGE_FRAMES) + 0.5;
    return Math.min(1, Math.max(0, position));
  }
}

function sameValues(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
