/** Where a chunk stands among those of its job, as far as it says so itself. */
export interface ChunkPlace {
  /** The chunk's own number, when it has one. */
  number: number | undefined;
  /** The number that the first chunk of this shape carries. */
  firstNumber: 0 | 1;
  /** True when the handler says that the chunk is one of several: then a word of the end is to follow. */
  more: boolean;
}

/** Audio as a handler yields it: base64 or a URL, not yet decoded. */
export interface AudioMessage extends ChunkPlace {
  kind: 'audio';
  /** base64 (or a data: URI) in `data`, or the address of a file in `url`: one of the two. */
  data?: string;
  url?: string;
  /** What the handler calls its format, lower case, such as `pcm_16`. A hint, not a fact. */
  format: string | undefined;
  /** Declared rate in Hz, not checked; NaN when it is no number. */
  sampleRate: number | undefined;
}

/**
 * LinaCodec tokens instead of audio: only a decoder can make sound of them, and only it knows what they must be. So
 * each field is what the handler gave, neither checked nor copied; undefined or null when it gave none.
 */
export interface TokensMessage extends ChunkPlace {
  kind: 'tokens';
  tokens: unknown;
  /** The speaker's embedding. */
  embedding: unknown;
  /** How many tokens the handler says there are (`num_tokens`). */
  count: unknown;
}

/** A message that brings something to be heard. */
export type SpeechMessage = AudioMessage | TokensMessage;

/** The handler says that it is done. */
export interface EndMessage {
  kind: 'end';
  /** How many chunks it made, when it tells. */
  totalChunks: number | undefined;
}

/** The handler says that it failed. `error` is whatever it gave; it is cleaned before anyone sees it. */
export interface ErrorMessage {
  kind: 'error';
  error: unknown;
}

/** Neither audio nor an end: a progress value, a health check. Its field names help an operator. */
export interface OtherMessage {
  kind: 'other';
  fields: string[];
}

export type ChunkMessage = SpeechMessage | EndMessage | ErrorMessage | OtherMessage;
