import {
  edgesBefore,
  RUNPOD_KEY,
  type System,
  type SystemOptions,
  startUpstream,
} from '../../../../workers/test/e2e/harness/system.ts';
import { type LaneSidecar, sidecarHere, sidecarProcess } from './lane-sidecar.ts';

/** What edge and sidecar show each other; it must never be seen by a listener. */
export const SIDECAR_SECRET = 'a-secret-between-edge-and-sidecar';

/** Headers for calls straight to a sidecar. */
export const DIRECT = { authorization: `Bearer ${SIDECAR_SECRET}` };

/** Workers enough that no test waits for another one's jobs, warm at once, each chunk a piece of text. */
const ECHO = { workers: 200, pace: { coldStartMs: 0, realTimeFactor: 0, finishMs: 0 } };

/** The speakers of the built-in model, each by its own name. */
const VOICES = { defaultVoice: 'slt', voices: { slt: 'slt', rms: 'rms', awb: 'awb' } };

/** SERVICES with those voices, and whatever else `template` says of EchoTTS. */
export function echoServices(template: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ echotts: { ...VOICES, ...template } });
}

/** A sidecar beside the first one decodes little. */
const ONE_MORE = { DECODE_WORKERS: '1' };

/** The whole way: edges in workerd, a sidecar behind them that decodes, and the emulator with sockets of its own. */
export interface Lane extends System {
  sidecar: LaneSidecar;
  /** One more sidecar before the same emulator, in this process. */
  sidecarWith(settings: Readonly<Record<string, string>>): Promise<LaneSidecar>;
}

/** What differs from a lane that speaks in tones, with the sidecar in this process. */
export interface LaneOptions extends SystemOptions {
  /** Settings of the sidecar; `settings` are the edge's. */
  sidecar?: Readonly<Record<string, string>>;
  /** The sidecar is a process of its own, which can be killed. */
  apart?: boolean;
}

/** Starts emulator, sidecar and edge on free ports of loopback; the model is loaded when this resolves. */
export async function startLane({ settings = {}, sidecar: own = {}, apart, ...upstream }: LaneOptions = {}) {
  const { emulator = {} } = upstream;
  const endpoints = { echotts: ECHO, 'echotts-lb': ECHO, ...emulator.endpoints };
  const running = await startUpstream({ ...upstream, emulator: { ...emulator, endpoints } });
  const edges = edgesBefore(running);
  const sidecars: LaneSidecar[] = [];
  const startSidecar = async (start: typeof sidecarHere, given: Readonly<Record<string, string>>) => {
    const sidecar = await start({ ...sidecarSettings(running.url), ...given });
    sidecars.push(sidecar);
    return sidecar;
  };
  const close = async () => {
    await edges.close();
    await Promise.all(sidecars.map((sidecar) => sidecar.close()));
    await running.close();
  };
  try {
    const sidecar = await startSidecar(apart ? sidecarProcess : sidecarHere, own);
    const edgeWith: Lane['edgeWith'] = (given) => edges.edgeWith({ ...edgeSettings(sidecar.url), ...given });
    const edge = await edgeWith(settings);
    const sidecarWith: Lane['sidecarWith'] = (given) => startSidecar(sidecarHere, { ...ONE_MORE, ...given });
    return { url: edge.url, edge, sidecar, running, edgeWith, sidecarWith, close } satisfies Lane;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Settings under which a sidecar speaks through the emulator, on any free port. */
export function sidecarSettings(emulatorUrl: string): Record<string, string> {
  return {
    RUNPOD_API_KEY: RUNPOD_KEY,
    ECHOTTS_STREAMING_ENDPOINT: `${emulatorUrl}/v2/echotts`,
    SERVICES: echoServices(),
    SIDECAR_SECRET,
    PORT: '0',
  };
}

function edgeSettings(sidecarUrl: string): Record<string, string> {
  return { SIDECAR_URL: sidecarUrl, SIDECAR_SECRET, SERVICES: echoServices() };
}
