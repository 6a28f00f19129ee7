import { parseEndpoint } from '@voxlane/runpod';
import { partsOf, setting } from './setting.ts';

/** An endpoint as it was written: how it is spoken to depends on the template of its service. */
export function endpointUrl() {
  return setting<string | undefined>(
    undefined,
    'an http(s) URL such as https://api.runpod.ai/v2/ID, without a user name or password',
    (text) => {
      parseEndpoint(text);
      return text;
    },
  );
}

/** `*` for every page, else the origins whose pages may call. */
export type AllowedOrigins = '*' | ReadonlySet<string>;

/** Origins as browsers send them: scheme, host and port, nothing behind. */
export function origins() {
  return setting<AllowedOrigins>(
    '*',
    '* or a comma-separated list of origins such as https://app.example.com, without a path',
    (text) => {
      if (text === '*') return '*';
      const listed = partsOf(text);
      return listed?.every(isOrigin) ? new Set(listed) : undefined;
    },
  );
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}

/** Keys of clients, comma-separated. Set but without a key is a fault: it would leave the door open. */
export function apiKeys() {
  return setting<readonly string[]>([], 'a comma-separated list with at least one key', partsOf);
}
