/** What is wrong with a checkpoint and where. */
export interface CheckpointFault {
  /** Path inside the checkpoint's folder, such as `vocoder/pytorch_model.bin`. */
  file: string;
  tensor?: string;
  /** What the file holds; reads well after "found". */
  found: string;
  /** What would be right; reads well after "expected". */
  expected: string;
}

/** Longest piece of a hostile file that a message repeats, in characters. */
const MAX_QUOTED = 120;
const PLAIN_NAME = /^[\w.-]{1,200}$/;

/** The files of a checkpoint are not what a decoder needs. Trying again gives the same. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  readonly code = 'bad_checkpoint';
  readonly retryable = false;
  readonly file: string;
  readonly tensor: string | undefined;
  readonly found: string;
  readonly expected: string;

  constructor({ file, tensor, found, expected }: CheckpointFault, options?: ErrorOptions) {
    const where = tensor === undefined ? file : `${file}, tensor ${PLAIN_NAME.test(tensor) ? tensor : quoted(tensor)}`;
    super(`${where}: found ${found}, expected ${expected}`, options);
    this.file = file;
    this.tensor = tensor;
    this.found = found;
    this.expected = expected;
  }
}

/** Any value from a file in a form that is safe and short enough for a message. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= MAX_QUOTED ? text : `${text.slice(0, MAX_QUOTED)}...`;
}
