import { setTimeout as sleep } from 'node:timers/promises';

/** What a sidecar tells of itself, as far as a bench looks at it. */
export interface ReadyState {
  model: { tokenRate: number; workers: number; realTimeFactor: number };
  streams: { active: number; waiting: number };
}

const LOOK_MS = 50;
const MOST_LOOKS = 400;

/** Asks `/ready`; without an endpoint of RunPod it says 503, and the same beside it. */
export async function readyState(url: string): Promise<ReadyState> {
  return (await (await fetch(`${url}/ready`)).json()) as ReadyState;
}

/** Waits until so many streams are decoded and so many wait. @throws Error when that takes longer than 20 s */
export async function untilStreams(url: string, active: number, waiting: number): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { streams } = await readyState(url);
    if (streams.active === active && streams.waiting === waiting) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`the sidecar never had ${active} streams and ${waiting} in line`);
}
