/** Enough turns of the microtask queue for a chain of streams and generators to come to rest. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
