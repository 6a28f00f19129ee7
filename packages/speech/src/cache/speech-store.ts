/** Where finished speech is kept, for as long as the store sees fit. */
export interface SpeechStore {
  /** The kept body; undefined when there is none. A store that fails is as good as an empty one. */
  get(key: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Keeps a body once it has ended, and nothing of one that breaks. Resolves when that is decided. */
  put(key: string, body: ReadableStream<Uint8Array>): Promise<void>;
  /** Forgets what is kept under a key. */
  remove(key: string): Promise<void>;
}
