import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A listener without manners: a bare socket that has asked for speech and may close or reset at any time. */
export async function rawListener(url: string, json: unknown): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const body = JSON.stringify(json);
  const head = [
    'POST /api/tts/stream HTTP/1.1',
    `Host: ${hostname}:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  return socket;
}

/** Resolves when the socket has read at least so many bytes. */
export function received(socket: Socket, bytes: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('data', () => {
      if (socket.bytesRead >= bytes) resolve();
    });
    socket.once('close', () => reject(new Error(`closed after ${socket.bytesRead} of ${bytes} bytes`)));
  });
}
