import { Problem } from '@voxlane/schema';
import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';

/** Methods of each path of the edge. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  '/api/tts/stream': ['POST', 'OPTIONS'],
  '/health': ['GET', 'HEAD', 'OPTIONS'],
  '/ready': ['GET', 'HEAD', 'OPTIONS'],
};
const ANY_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** The paths that the edge answers. */
const PATHS = Object.keys(METHODS);

/** True for a path that the edge answers. */
export function isPath(path: string): boolean {
  return Object.hasOwn(METHODS, path);
}

/** The methods of a path as `Allow` lists them; for a path that is none, every method in use. */
export function methodsOf(path: string): string {
  return (isPath(path) ? METHODS[path] : ANY_METHODS)?.join(', ') ?? '';
}

/** Answers what no route took: 405 on a path of ours, 404 elsewhere. */
export const unmatched: Handler<AppEnv> = (c) => {
  if (!isPath(c.req.path)) throw new Problem('not_found', `There is nothing here; the paths are ${PATHS.join(', ')}`);
  const allow = methodsOf(c.req.path);
  const message = `${c.req.path} does not take this method; it takes ${allow}`;
  throw new Problem('method_not_allowed', message, { headers: { Allow: allow } });
};
