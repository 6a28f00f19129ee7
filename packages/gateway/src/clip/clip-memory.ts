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

function sumOf(references: Set<WeakRef<Holder>>): number {
  let sum = 0;
  for (const reference of references) {
    const holder = reference.deref();
    if (holder === undefined) references.delete(reference);
    sum += holder?.bytes ?? 0;
  }
  return sum;
}

/**
 * Counts the clips that are held whole in this isolate; others know nothing of it. Who holds one is not kept alive by
 * it: a request that the runtime ended without a word takes up no room for ever.
 */
export class ClipMemory {
  readonly #most: number;
  readonly #holders = new Set<WeakRef<Holder>>();
  readonly #expected = new Set<WeakRef<Holder>>();

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
    return sumOf(this.#holders);
  }

  /**
   * Counts in a clip that is yet to be made, where there is room for one more beside all that are held and expected; the
   * first one always has room. It counts for as long as it says so, also while it grows: better too few than too many.
   * @returns false when there is no room now.
   */
  expect(clip: Holder): boolean {
    for (const reference of this.#expected) if (reference.deref()?.bytes === 0) this.#expected.delete(reference);
    const sum = this.held + sumOf(this.#expected);
    if (sum > 0 && sum + clip.bytes > this.#most) return false;
    this.#expected.add(new WeakRef(clip));
    return true;
  }

  /** True when there is more than there should be: whoever grows now had better stop. */
  get isFull(): boolean {
    return this.held > this.#most;
  }
}
