import { Problem } from '@voxlane/schema';
import type { MiddlewareHandler } from 'hono';
import type { GatewayEnv } from '../gateway-env.ts';
import { hexDigest, keyDigest, sameDigest } from './key-digest.ts';

const BEARER = /^Bearer(?:\s+(?<key>.*))?$/i;
const HOW = 'send Authorization: Bearer <key>';

/** Lets a request on when it carries one of `keys` as its bearer token; with no keys at all, every request. */
export function bearerKeys(keys: readonly string[]): MiddlewareHandler<GatewayEnv> {
  let digests: readonly Uint8Array[] | undefined;
  return async (c, next) => {
    if (keys.length > 0) {
      // The result is kept, not the promise: a Worker may not wait for what another request began.
      digests ??= await Promise.all(keys.map(keyDigest));
      const given = await keyDigest(bearerOf(c.req.header('authorization')));
      if (!isKnown(given, digests)) throw refused('The API key is not known here', ', error="invalid_token"');
      c.set('keyHash', hexDigest(given));
    }
    await next();
  };
}

/** Every key is compared, also behind a match, so that the time tells nothing about which one it was. */
function isKnown(given: Uint8Array, digests: readonly Uint8Array[]): boolean {
  return digests.filter((digest) => sameDigest(digest, given)).length > 0;
}

function bearerOf(header: string | undefined): string {
  if (header === undefined) throw refused(`An API key is needed; ${HOW}`);
  const match = BEARER.exec(header.trim());
  if (match === null) throw refused(`The Authorization header holds no bearer token; ${HOW}`);
  const key = match.groups?.key?.trim() ?? '';
  if (key === '') throw refused(`The bearer token is empty; ${HOW}`);
  return key;
}

function refused(message: string, reason = ''): Problem {
  return new Problem('unauthorized', message, { headers: { 'WWW-Authenticate': `Bearer realm="voxlane"${reason}` } });
}
