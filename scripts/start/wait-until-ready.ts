/** How often `/ready` is asked, in milliseconds. */
const POLL_MS = 150;

/** One answer of `/ready`, or the reason why there was none. */
export type ReadyAnswer = { status: number; body: string } | { error: string };

/** What waiting needs from outside. */
export interface WaitUntilReady {
  ask(): Promise<ReadyAnswer>;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  limitMs: number;
}

/**
 * Asks until the answer is 200.
 * @throws Error after `limitMs`, with the last answer: a 503 names the dependency that cannot serve
 */
export async function waitUntilReady({ ask, sleep, now, limitMs }: WaitUntilReady): Promise<void> {
  const end = now() + limitMs;
  for (;;) {
    const answer = await ask();
    if ('status' in answer && answer.status === 200) return;
    if (now() >= end) throw new Error(`Not ready after ${limitMs / 1000} s. ${describeAnswer(answer)}`);
    await sleep(POLL_MS);
  }
}

function describeAnswer(answer: ReadyAnswer): string {
  if ('error' in answer) return `The edge does not answer: ${answer.error}`;
  return `/ready says ${answer.status}:\n${indentJson(answer.body)}`;
}

function indentJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
