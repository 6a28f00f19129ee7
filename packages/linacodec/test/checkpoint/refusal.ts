/** What a call throws, at once or later; throws itself when the call does not. */
export async function refusal(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}
