/** Turns of the event loop after which nothing is going on any more: streams of a runtime may take a few. */
const IDLE_TURNS = 3;

/** Lets everything happen that needs no time to pass. */
export async function settle(): Promise<void> {
  for (let i = 0; i < IDLE_TURNS; i++) await new Promise((resolve) => setTimeout(resolve, 0));
}
