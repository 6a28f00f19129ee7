/**
 * Calls `onGone` when the process that supervises this one (see run-supervised.mjs) died without ending it. Does not
 * keep this process alive; does nothing when nobody supervises it.
 */
export function endWithParent(onGone: () => void): void {
  process.once('disconnect', onGone);
  process.channel?.unref();
}
