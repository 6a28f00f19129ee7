import type { Server } from 'node:http';

/**
 * Cuts each answer that is not out whole `ms` milliseconds after its request came: nobody reads it, or so slowly that
 * what is written to the connection keeps a place from others. A limit of idleness alone would be reset by every byte.
 */
export function cutLateAnswers(server: Server, ms: number): void {
  server.on('request', (_request, answer) => {
    // A mere end would look whole to a client of HTTP/1.0.
    const timer = setTimeout(() => answer.socket?.resetAndDestroy(), ms);
    answer.once('close', () => clearTimeout(timer));
  });
}
