import { parentPort } from 'node:worker_threads';

/** What a thread answers to the order of that id: what became of it, or what went wrong. */
export type ThreadReply<Result> = { id: number; result: Result } | { id: number; error: string };

/** To be called inside a thread: does `work` for every order that comes. */
export function answerCalls<Order, Result>(work: (order: Order) => Promise<Result>): void {
  parentPort?.on('message', async ({ id, order }: { id: number; order: Order }) => {
    let reply: ThreadReply<Result>;
    try {
      reply = { id, result: await work(order) };
    } catch (error) {
      reply = { id, error: error instanceof Error ? error.message : String(error) };
    }
    parentPort?.postMessage(reply);
  });
}
