import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A listener without manners: a bare socket that has asked for speech and may close or reset at any time. */
export async function rawListener(url: string, json: unknown, path = '/api/tts/stream'): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const body = JSON.stringify(json);
  const head = [
    `POST ${path} HTTP/1.1`,
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

/** Resolves when what the socket has read, a character a byte, matches `pattern`. */
export function receivedText(socket: Socket, pattern: RegExp): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    socket.setEncoding('latin1').on('data', (piece) => {
      text += piece;
      if (pattern.test(text)) resolve();
    });
    socket.once('close', () => reject(new Error(`closed without ${pattern} after: ${text}`)));
  });
}
