/** What a response is made of, whatever its format. */
export type AudioEvent =
  /** Mono samples, and the rate in Hz that all of the stream has. */
  | { type: 'audio'; samples: Float32Array; sampleRate: number }
  /** The server is at it and has nothing yet. */
  | { type: 'waking' }
  /** From second `at` of the audio on, these characters of the text are spoken. */
  | { type: 'piece'; start: number; end: number; at: number };

/** Bytes of one response -> events. All methods throw a PlayerError, or a DataError, on what cannot be read. */
export interface AudioDecoder {
  push(bytes: Uint8Array): Iterable<AudioEvent>;
  /** The stream has ended: throws when it was cut. */
  flush(): void;
}
