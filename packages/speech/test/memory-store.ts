import type { SpeechStore } from '../src/cache/speech-store.ts';

/** A store of bytes that keeps whole bodies only, hands them out in pieces, and can be told to be a bad one. */
export class MemoryStore implements SpeechStore {
  readonly kept = new Map<string, Uint8Array>();
  /** Keys that were asked for. */
  readonly asked: string[] = [];
  /** Bodies that were let go of before their end. */
  cancelled = 0;
  /** Pieces of bodies that were read. */
  pieces = 0;
  /** Bytes of each piece of a body. */
  pieceBytes = 1_000;
  /** `fails`: at every call. `hangs`: never answers, and reads nothing. */
  mood: 'well' | 'fails' | 'hangs' = 'well';

  async get(key: string): Promise<ReadableStream<Uint8Array> | undefined> {
    this.asked.push(key);
    await this.#suffer();
    const bytes = this.kept.get(key);
    return bytes && this.body(bytes);
  }

  async put(key: string, body: ReadableStream<Uint8Array>): Promise<void> {
    await this.#suffer();
    this.kept.set(key, new Uint8Array(await new Response(body).arrayBuffer()));
  }

  async remove(key: string): Promise<void> {
    await this.#suffer();
    this.kept.delete(key);
  }

  /** The only body that is kept. */
  only(): [key: string, bytes: Uint8Array] {
    const [entry] = this.kept;
    if (entry === undefined || this.kept.size !== 1) throw new Error(`${this.kept.size} bodies are kept`);
    return entry;
  }

  /** A body as it is handed out. */
  body(bytes: Uint8Array): ReadableStream<Uint8Array> {
    let at = 0;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      if (at >= bytes.length) return controller.close();
      this.pieces += 1;
      controller.enqueue(bytes.slice(at, at + this.pieceBytes));
      at += this.pieceBytes;
    };
    const cancel = () => {
      this.cancelled += 1;
    };
    return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
  }

  async #suffer(): Promise<void> {
    if (this.mood === 'fails') throw new Error('the store is down');
    if (this.mood === 'hangs') await new Promise(() => undefined);
  }
}
