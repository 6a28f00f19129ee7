import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { EDGE_OUTPUT } from '../steps/worker-builds.ts';

/** The built worker, running in workerd on loopback. */
export interface BuiltEdge {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  url: string;
  /** Lines that the worker logged so far, in order. */
  logged: string[];
  /** Where the worker can be inspected (Chrome DevTools Protocol, `ws:`); undefined unless that was asked for. */
  inspectorUrl?: string;
  close(): Promise<void>;
}

/** The date and flags of wrangler.toml, which a test holds against that file. */
export const EDGE_COMPATIBILITY = {
  compatibilityDate: '2026-11-16',
  compatibilityFlags: ['enable_request_signal', 'request_signal_passthrough'],
};

/** The worker's name in its runtime. */
const NAME = 'voxlane';

/**
 * Starts the worker as it was built by `npm run check` with the given settings, on a free port.
 * @param start whether it is `inspected` too, on another free port.
 * @throws Error when it was not built.
 */
export async function startBuiltEdge(
  root: string,
  settings: Readonly<Record<string, string>>,
  { inspected = false }: { inspected?: boolean } = {},
): Promise<BuiltEdge> {
  if (!existsSync(join(root, EDGE_OUTPUT, 'index.js')))
    throw new Error(`${EDGE_OUTPUT} holds no worker; build it with: npm run check`);
  const logged: string[] = [];
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      name: NAME,
      modules: modulesOf(root),
      // Else it would be read relative to wherever this process was started.
      modulesRoot: root,
      ...EDGE_COMPATIBILITY,
      bindings: { ...settings },
      host: '127.0.0.1',
      port: 0,
      ...(inspected && { inspectorPort: 0 }),
      // Its details of a connection would have to be fetched.
      cf: false,
      log: new Log(LogLevel.NONE),
      logRequests: false,
    }),
    telemetry: { enabled: false },
    handleStructuredLogs: ({ message }) => {
      logged.push(message);
    },
  });
  const url = await miniflare.ready;
  const inspector = inspected && { inspectorUrl: `${await miniflare.getInspectorURL()}core:user:${NAME}` };
  return { url: url.origin, logged, ...inspector, close: () => miniflare.dispose() };
}

/** The worker itself, then what it brings in WebAssembly. */
function modulesOf(root: string) {
  const folder = join(root, EDGE_OUTPUT);
  const compiled = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  return [
    { type: 'ESModule' as const, path: join(folder, 'index.js') },
    ...compiled.map((name) => ({ type: 'CompiledWasm' as const, path: join(folder, name) })),
  ];
}
