import { toneSynthesizer } from '@voxlane/emulator';
import { type RunningEmulator, type ServerOptions, startEmulator } from '@voxlane/emulator/server';
import { REPO_ROOT } from '../../../../scripts/bootstrap/repo-root.mjs';
import { type BuiltEdge, startBuiltEdge } from '../../../../scripts/edge/built-edge.ts';

/** The key that the emulator takes and the edge is given; it must never be seen by a listener. */
export const RUNPOD_KEY = 'rpa_a-key-that-nobody-may-see';

/** A GPU that is warm at once and speaks as fast as it is read, in chunks of a tenth of a second. */
export const QUICK = { coldStartMs: 0, realTimeFactor: 0, firstChunkMs: 100, chunkMs: 100, finishMs: 0 };

const ENDPOINTS = ['vibevoice', 'chatterbox', 'qwen', 'vibevoice-lb', 'chatterbox-lb', 'qwen-http'];

/** Paths of the emulator's Qwen: its endpoint of RunPod's queue, `qwen`, and its plain server, `qwen-http`. */
const QWEN_PATHS = { queue: '/v2/qwen', plain: '/plain/qwen/tts' } as const;

/** Workers enough that no test waits for another one's jobs. */
const WORKERS = 200;

/** The built edge in workerd, behind it an emulator with sockets of its own. */
export interface System {
  /** Where listeners call. */
  url: string;
  edge: BuiltEdge;
  running: RunningEmulator;
  /** One more edge before the same emulator. */
  edgeWith(settings: Readonly<Record<string, string>>): Promise<BuiltEdge>;
  /** Ends every edge and the emulator. */
  close(): Promise<void>;
}

/** What differs from a quick system that speaks in tones. */
export interface SystemOptions {
  settings?: Readonly<Record<string, string>>;
  emulator?: Partial<ServerOptions>;
  /** Words that can be understood, by flite. */
  words?: boolean;
  /** Which of the emulator's two the edges speak through as Qwen; without it they have no Qwen. */
  qwen?: keyof typeof QWEN_PATHS;
  /** Has every edge inspected, which tells what is alive in it. */
  inspected?: boolean;
}

/** Starts an emulator and an edge on free ports of loopback. */
export async function startSystem({
  settings = {},
  qwen,
  inspected = false,
  ...upstream
}: SystemOptions = {}): Promise<System> {
  const running = await startUpstream(upstream);
  const edges = edgesBefore(running, qwen, inspected);
  const close = async () => {
    await edges.close();
    await running.close();
  };
  try {
    const edge = await edges.edgeWith(settings);
    return { url: edge.url, edge, running, edgeWith: edges.edgeWith, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts the emulator alone: quick, and with workers enough. */
export async function startUpstream({ emulator = {}, words }: Pick<SystemOptions, 'emulator' | 'words'>) {
  const voice = words ? {} : { synthesize: toneSynthesizer };
  const running = await startEmulator({ port: 0, apiKeys: [RUNPOD_KEY], ...voice, ...emulator });
  for (const id of ENDPOINTS) {
    const { pace, ...given } = emulator.endpoints?.[id] ?? {};
    running.emulator.configure(id, { workers: WORKERS, ...given, pace: { ...QUICK, ...pace } });
  }
  return running;
}

/** Edges before an emulator, one for each set of settings. */
export function edgesBefore(
  { url }: RunningEmulator,
  qwen?: SystemOptions['qwen'],
  inspected = false,
): Pick<System, 'edgeWith' | 'close'> {
  const edges: BuiltEdge[] = [];
  return {
    async edgeWith(given) {
      const edge = await startBuiltEdge(REPO_ROOT, { ...settingsFor(url, qwen), ...given }, { inspected });
      edges.push(edge);
      return edge;
    },
    close: async () => void (await Promise.all(edges.map((edge) => edge.close()))),
  };
}

/** Settings under which the edge speaks through the emulator at `url`. */
function settingsFor(url: string, qwen: SystemOptions['qwen']): Record<string, string> {
  return {
    RUNPOD_API_KEY: RUNPOD_KEY,
    VIBEVOICE_ENDPOINT: `${url}/v2/vibevoice`,
    CHATTERBOX_ENDPOINT: `${url}/v2/chatterbox`,
    ...(qwen && { QWEN_ENDPOINT: url + QWEN_PATHS[qwen] }),
  };
}
