/** Somebody who kills npm by force does not look for what it ran within half a second. */
const POLL_MS = 500;

/**
 * Calls back once when the parent process is gone, which shows in a new parent pid. (The scripts of package.json begin
 * with `exec`, so that the parent is npm and not a shell which would stay.)
 * @param {() => void} onGone
 * @returns {() => void} stops watching
 */
export function watchParent(onGone) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
