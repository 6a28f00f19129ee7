/** A file that must be refused, and how. */
export interface Hostile {
  what: string;
  bytes: Uint8Array;
  /** Tensor that the error names; undefined: any or none. */
  tensor: string | undefined;
  /** Part of what the error says it found. */
  found: string;
  /** Part of what the error says is right. */
  expected: string;
}
