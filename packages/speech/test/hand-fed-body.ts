/** A body whose bytes come when a test says so, and that counts what is asked of it. */
export class HandFedBody {
  /** How often the reader waited for bytes. */
  pulls = 0;
  cancelled = false;
  readonly stream: ReadableStream<Uint8Array>;
  readonly #ready: Uint8Array[] = [];
  #end: 'open' | 'over' | Error = 'open';
  #woken = Promise.withResolvers<void>();

  constructor() {
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      this.pulls += 1;
      while (this.#ready.length === 0 && this.#end === 'open') {
        this.#woken = Promise.withResolvers();
        await this.#woken.promise;
      }
      const bytes = this.#ready.shift();
      if (bytes !== undefined) controller.enqueue(bytes);
      else if (this.#end === 'over') controller.close();
      else controller.error(this.#end);
    };
    const cancel = () => {
      this.cancelled = true;
    };
    this.stream = new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
  }

  /** Adds pieces, each of which one read will give. */
  feed(...pieces: Uint8Array[]): this {
    this.#ready.push(...pieces);
    this.#woken.resolve();
    return this;
  }

  /** Ends the body after all that was fed. */
  end(): this {
    return this.#finish('over');
  }

  /** Breaks the body after all that was fed. */
  break(error: Error = new TypeError('terminated')): this {
    return this.#finish(error);
  }

  #finish(how: 'over' | Error): this {
    if (this.#end === 'open') this.#end = how;
    this.#woken.resolve();
    return this;
  }
}
