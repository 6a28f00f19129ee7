/**
 * Most bytes of clips that one isolate holds, over all requests: half of the 128 MB that it has, since what is read,
 * encoded and sent needs room too.
 */
export const MAX_CLIP_MEMORY = 64 * 1_048_576;

/** Something that holds a clip, or a part of one. */
interface Holder {
  /** What it holds now. */
  readonly bytes: number;
}

/**
 * Counts the clips that are held whole in this isolate; others know nothing of it. Who holds one is not kept alive by
 * it: a request that the runtime ended without a word takes up no room for ever.
 */
export class ClipMemory {
  readonly #most: number;
  readonly #holders = new Set<WeakRef<Holder>>();

  /** @param most bytes. */
  constructor(most = MAX_CLIP_MEMORY) {
    this.#most = most;
  }

  /** Counts a holder in, with whatever it holds from now on. */
  watch(holder: Holder): void {
    this.#holders.add(new WeakRef(holder));
  }

  /** Bytes of all clips. */
  get held(): number {
    let sum = 0;
    for (const reference of this.#holders) {
      const holder = reference.deref();
      if (holder === undefined) this.#holders.delete(reference);
      else sum += holder.bytes;
    }
    return sum;
  }

  /** True when there is more than there should be: whoever grows now had better stop. */
  get isFull(): boolean {
    return this.held > this.#most;
  }
}
