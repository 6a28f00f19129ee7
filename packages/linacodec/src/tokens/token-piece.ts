/** A stretch of speech as the encoder hands it over, checked. */
export interface TokenPiece {
  /** [tokens], each within the vocabulary; may be empty, which is no audio. */
  tokens: Int32Array;
  /** [128], finite. Absent: the speaker of the piece before goes on. */
  embedding?: Float32Array;
}
