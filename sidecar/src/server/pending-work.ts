/** Work that outlives its response, such as a cancel: the process waits for it before it ends. */
export class PendingWork {
  readonly #pending = new Set<Promise<unknown>>();

  /** Keeps hold of `work` until it is over; what it throws is nobody's business any more. */
  add(work: Promise<unknown>): void {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#pending.add(settled);
    settled.finally(() => this.#pending.delete(settled));
  }

  get size(): number {
    return this.#pending.size;
  }

  /** Resolves when nothing is pending, work that is added meanwhile included. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }
}
