import type { ClipMemory } from './clip-memory.ts';

/** Encoded audio in memory, in the pieces in which it was made. */
export class HeldClip {
  #parts: Uint8Array[] = [];
  #bytes = 0;

  constructor(memory: Pick<ClipMemory, 'watch'>) {
    memory.watch(this);
  }

  /** What is still held. */
  get bytes(): number {
    return this.#bytes;
  }

  add(part: Uint8Array): void {
    if (part.byteLength === 0) return;
    this.#parts.push(part);
    this.#bytes += part.byteLength;
  }

  /** Writes over the first bytes, which came in one piece. */
  setHead(head: Uint8Array): void {
    this.#parts[0]?.set(head);
  }

  /** The pieces in their order; each is let go of as it is handed out. */
  *drain(): Generator<Uint8Array, void, undefined> {
    for (let part = this.#parts.shift(); part !== undefined; part = this.#parts.shift()) {
      this.#bytes -= part.byteLength;
      yield part;
    }
  }

  /** All of it in one piece, which is not counted any more; for a moment it is in memory twice. */
  join(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const part of this.drain()) {
      whole.set(part, at);
      at += part.byteLength;
    }
    return whole;
  }

  /** Lets go of what is left. */
  release(): void {
    this.#parts = [];
    this.#bytes = 0;
  }
}
