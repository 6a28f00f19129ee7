import type { Server } from 'node:http';

/**
 * Counts the answers that are not out whole yet. Node's own end of a server cannot be waited for in its place: it cuts
 * an answer that is complete but not yet written, and it waits for connections that are kept for a next request.
 * @returns resolves when there are none.
 */
export function openAnswers(server: Server): () => Promise<void> {
  let open = 0;
  let none = Promise.withResolvers<void>();
  server.on('request', (_request, answer) => {
    open += 1;
    answer.once('close', () => {
      open -= 1;
      if (open > 0) return;
      none.resolve();
      none = Promise.withResolvers();
    });
  });
  return async () => {
    if (open > 0) await none.promise;
  };
}
