import { setTimeout as sleep } from 'node:timers/promises';
import { ask, jsonOf } from '../../../../workers/test/e2e/harness/listener.ts';

/** What a sidecar tells of itself on `/ready`, and the status that it says so with. */
export interface ReadyState {
  status: number;
  error?: string;
  /** Who speaks, and who waits for a turn. */
  streams: { active: number; waiting: number };
}

/** Milliseconds between two looks. */
const LOOK_EVERY_MS = 20;
/** Places are given back at once; this is for a busy machine, and for a close that shows with the next write only. */
const PATIENCE_MS = 10_000;

/** Waits until `/ready` of a sidecar says what it should, and throws with what it says when that takes too long. */
export async function whenReadySays(url: string, holds: (state: ReadyState) => boolean): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(LOOK_EVERY_MS)) {
    // Each look on a connection of its own, which is not kept.
    const answer = await ask(url, { method: 'GET', path: '/ready' });
    const { error, streams } = (await jsonOf(answer)) as unknown as ReadyState;
    const state = { status: answer.status, error, streams } as ReadyState;
    if (holds(state)) return;
    if (Date.now() > until) throw new Error(`not within ${PATIENCE_MS} ms; /ready says ${JSON.stringify(state)}`);
  }
}
