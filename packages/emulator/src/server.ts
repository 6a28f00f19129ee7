import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from './core/clock.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from './core/emulator.ts';
import { createFliteSynthesizer } from './flite/flite-synthesizer.ts';
import { createNanoEncoder } from './nano/nano-encoder.ts';
import { sendResponse } from './send-response.ts';
import { toRequest } from './to-request.ts';

/** Where to listen, and anything of {@link EmulatorOptions} that shall not be as it is out of the box. */
export interface ServerOptions extends Partial<EmulatorOptions> {
  /** 0 takes any free port. */
  port: number;
  /** Loopback when absent: the emulator has no business outside of this machine. */
  host?: string;
}

/** An emulator that listens. */
export interface RunningEmulator {
  /** Such as `http://127.0.0.1:8788`. */
  url: string;
  emulator: Emulator;
  /** Stops the workers, cuts every connection and gives the port back. */
  close(): Promise<void>;
}

/** Starts an emulator on a port; it speaks by flite and encodes by the built-in model unless it is given others. */
export async function startEmulator({ port, host = '127.0.0.1', ...options }: ServerOptions): Promise<RunningEmulator> {
  const flite = options.synthesize === undefined ? createFliteSynthesizer() : undefined;
  const nano = createNanoEncoder();
  const emulator = createEmulator({
    clock: systemClock,
    encode: nano.encode,
    ...(flite && { synthesize: flite.synthesize }),
    ...options,
  });
  const server = createServer((incoming, outgoing) => void answer(emulator, incoming, outgoing));
  // A held call may be held for five minutes; Node would cut a slow upload, not that, but neither is wanted here.
  server.requestTimeout = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    emulator.close();
    await flite?.close();
    throw error;
  }
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    url: `http://${name}:${bound.port}`,
    emulator,
    async close() {
      emulator.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await flite?.close();
      await nano.close();
    },
  };
}

async function answer(emulator: Emulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort(new Error('the client has gone')));
  try {
    await sendResponse(await emulator.fetch(toRequest(incoming, gone.signal)), outgoing, gone.signal);
  } catch {
    // A fault resets the connection, or the client has left: either way there is nobody to answer.
    outgoing.socket?.resetAndDestroy();
  }
}
