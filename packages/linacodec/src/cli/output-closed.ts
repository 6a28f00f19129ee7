/** Whoever read our output has had enough, as `head` does: an end, not a failure. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/**
 * Waits for a write to a pipe, whose reader may leave.
 * @throws OutputClosed when the system says so (EPIPE)
 */
export async function orClosed(write: Promise<void>): Promise<void> {
  try {
    await write;
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'EPIPE') throw cause;
    throw new OutputClosed('nobody reads the output any longer', { cause });
  }
}
