import { HubError } from './hub-error.ts';
import type { HubFiles } from './hub-files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the hub is and where its files are kept, as Python's huggingface_hub reads it from the same environment. */
export interface HubSettings {
  /** Origin and path of the hub without a slash at its end. */
  endpoint: string;
  /** Holds one folder for each model. */
  cacheFolder: string;
  /** True: ask nobody, use the cache. */
  offline: boolean;
  token: string | undefined;
  /** Where a login has left a token; for use when `token` is undefined. Undefined: no login counts. */
  tokenFile: string | undefined;
}

const HUB = 'https://huggingface.co';
const TRUE_VALUES: ReadonlySet<string> = new Set(['1', 'ON', 'YES', 'TRUE']);
/** Real ones have 37 characters; a file with more than this is something else. */
const MAX_TOKEN_CHARS = 4096;

/**
 * Reads HF_ENDPOINT, HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, HF_HUB_OFFLINE, HF_TOKEN,
 * HUGGING_FACE_HUB_TOKEN, HF_TOKEN_PATH and HF_HUB_DISABLE_IMPLICIT_TOKEN. An empty value counts as not set. Throws a
 * HubError for an endpoint that is no http address or a token with characters that no token has.
 */
export function hubSettings(env: Environment): HubSettings {
  const caches = expand(env.XDG_CACHE_HOME || '~/.cache', env);
  const home = expand(env.HF_HOME || `${caches}/huggingface`, env);
  const anonymous = isTrue(env.HF_HUB_DISABLE_IMPLICIT_TOKEN);
  return {
    endpoint: endpointOf(env.HF_ENDPOINT || HUB),
    cacheFolder: expand(env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE || `${home}/hub`, env),
    offline: isTrue(env.HF_HUB_OFFLINE || env.TRANSFORMERS_OFFLINE),
    token: anonymous ? undefined : tokenOf(env.HF_TOKEN || env.HUGGING_FACE_HUB_TOKEN || '', 'HF_TOKEN'),
    tokenFile: anonymous ? undefined : expand(env.HF_TOKEN_PATH || `${home}/token`, env),
  };
}

/** The token of the settings, or the one that a login has left; undefined when there is neither. */
export async function hubToken(settings: HubSettings, files: Pick<HubFiles, 'readText'>): Promise<string | undefined> {
  if (settings.token !== undefined || settings.tokenFile === undefined) return settings.token;
  const text = await files.readText(settings.tokenFile, MAX_TOKEN_CHARS);
  return tokenOf(text ?? '', settings.tokenFile);
}

function isTrue(value: string | undefined): boolean {
  return TRUE_VALUES.has((value ?? '').toUpperCase());
}

/** `~`, `$NAME` and `${NAME}`; a name that is not set stays as it stands. */
function expand(path: string, env: Environment): string {
  const home = env.HOME || env.USERPROFILE;
  const full = home === undefined ? path : path.replace(/^~(?=$|[/\\])/, () => home);
  return full.replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, name, braced) => env[name ?? braced] ?? whole);
}

/** Neither message shows the value: an address may hold a password. */
function endpointOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new HubError('hub_unreachable', `HF_ENDPOINT must be an http address such as ${HUB}`, { retryable: false });
  }
  if (url.username !== '' || url.password !== '') {
    const message = 'HF_ENDPOINT must not hold a user or password; put the token into HF_TOKEN';
    throw new HubError('hub_unreachable', message, { retryable: false });
  }
  return url.href.replace(/\/+$/, '');
}

/** A token with a line break or an accent would fail as a header, with the token in the message. */
function tokenOf(text: string, source: string): string | undefined {
  const token = text.replace(/[\r\n]/g, '').trim();
  if (token === '') return undefined;
  if (token.length < MAX_TOKEN_CHARS && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new HubError('hub_denied', `${source} holds no token of the hub: a token is one word such as hf_...`);
}
