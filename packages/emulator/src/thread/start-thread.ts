import { Worker } from 'node:worker_threads';
import type { ThreadReply } from './answer-calls.ts';

/** A thread that does one kind of work, one order after the other. */
export interface Thread<Order, Result> {
  /** Has the work done. Rejects when it fails, and when the thread has ended. */
  call(order: Order): Promise<Result>;
  /** Ends the thread; whoever still waits gets an error. */
  close(): Promise<void>;
}

interface Waiting<Result> {
  resolve(result: Result): void;
  reject(error: Error): void;
}

/**
 * Starts a thread of `file`, which says what the work is by `answerCalls`. It does not keep the process alive.
 * `name` tells in errors what the thread does.
 */
export function startThread<Order, Result>(file: URL, name: string, execArgv: string[] = []): Thread<Order, Result> {
  const waiting = new Map<number, Waiting<Result>>();
  const worker = new Worker(file, { execArgv });
  worker.unref();
  let ended: Error | undefined;
  let lastId = 0;

  worker.on('message', (reply: ThreadReply<Result>) => {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('result' in reply) caller?.resolve(reply.result);
    else caller?.reject(new Error(reply.error));
  });
  worker.on('error', (error: Error) => end(error));
  worker.on('exit', () => end(new Error(`the thread that ${name} has ended`)));

  function end(error: Error): void {
    ended ??= error;
    for (const caller of waiting.values()) caller.reject(ended);
    waiting.clear();
  }

  return {
    async call(order) {
      if (ended !== undefined) throw ended;
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, order });
      });
    },
    async close() {
      end(new Error(`the thread that ${name} is closed`));
      await worker.terminate();
    },
  };
}
