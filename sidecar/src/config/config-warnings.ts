import type { SidecarConfig } from './read-config.ts';

/** The small voice's codec, which no speech model on a GPU was trained with. */
const SMALL_VOICE = 'nano';
const RUNPOD_HOST = /(?:^|\.)runpod\.ai$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** What is allowed and still most likely a slip, a sentence each. */
export function configWarnings(config: Pick<SidecarConfig, 'codec' | 'services' | 'host' | 'keys'>): string[] {
  return [codecWarning(config), doorWarning(config)].filter((warning) => warning !== undefined);
}

/** Tokens of a real speech model lie in the small voice's vocabulary, so no fault would show; but they mean something else to it. */
function codecWarning({ codec, services }: Pick<SidecarConfig, 'codec' | 'services'>): string | undefined {
  const { endpoint } = services.echotts;
  if (codec.model !== SMALL_VOICE || endpoint === undefined) return undefined;
  const { hostname } = new URL(endpoint.kind === 'queue' ? endpoint.base : endpoint.url);
  if (!RUNPOD_HOST.test(hostname)) return undefined;
  return (
    `LINACODEC_MODEL is ${SMALL_VOICE}, a small voice for trying out: the tokens of a model at RunPod will sound like ` +
    'babble. Set it to the codec that the model was trained with, such as YatharthS/LinaCodec'
  );
}

function doorWarning({ host, keys }: Pick<SidecarConfig, 'host' | 'keys'>): string | undefined {
  if (keys.length > 0 || LOOPBACK.test(host)) return undefined;
  return `HOST is ${host}, and neither SIDECAR_SECRET nor API_KEYS is set: whoever reaches the port may speak at your cost`;
}
