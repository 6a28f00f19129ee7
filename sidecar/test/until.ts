/** Longest wait, in milliseconds, and the pause between two looks. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 5;

/** Waits for something that becomes true in another thread or behind a socket, and cannot be waited for otherwise. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`it did not come true within ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
