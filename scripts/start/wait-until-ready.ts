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
 * @throws Error after `limitMs`, with the last answer: a 503 names the dependency that cannot serve. At once when the
 * edge says that it is not set up, for waiting mends no setting.
 */
export async function waitUntilReady({ ask, sleep, now, limitMs }: WaitUntilReady): Promise<void> {
  const end = now() + limitMs;
  for (;;) {
    const answer = await ask();
    if ('status' in answer && answer.status === 200) return;
    if (isMisconfigured(answer)) throw new Error(describeAnswer(answer));
    if (now() >= end) throw new Error(`Not ready after ${limitMs / 1000} s. ${describeAnswer(answer)}`);
    await sleep(POLL_MS);
  }
}

function isMisconfigured(answer: ReadyAnswer): boolean {
  if ('error' in answer || answer.status !== 503) return false;
  const body = parseJson(answer.body);
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'not_configured';
}

function describeAnswer(answer: ReadyAnswer): string {
  if ('error' in answer) return `The edge does not answer: ${answer.error}`;
  return `/ready says ${answer.status}:\n${indented(answer.body)}`;
}

function indented(body: string): string {
  const value = parseJson(body);
  return value === undefined ? body : JSON.stringify(value, null, 2);
}

/** undefined for what is no JSON: whoever answers may not be the edge at all. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
