import { Problem } from '@voxlane/schema';
import type { Handler } from 'hono';
import type { GatewayEnv } from '../gateway-env.ts';

const ANY_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** The paths of an app, and what each of them takes. */
export interface Paths {
  /** True for a path that the app answers. */
  isPath(path: string): boolean;
  /** The methods of a path as `Allow` lists them; for a path that is none, every method in use. */
  methodsOf(path: string): string;
  /** Answers what no route took: 405 on a path of the app, 404 elsewhere. */
  unmatched: Handler<GatewayEnv>;
}

/** @param methods the methods of each path. */
export function pathTable(methods: Readonly<Record<string, readonly string[]>>): Paths {
  const isPath = (path: string) => Object.hasOwn(methods, path);
  const methodsOf = (path: string) => (isPath(path) ? methods[path] : ANY_METHODS)?.join(', ') ?? '';
  const listed = Object.keys(methods).join(', ');
  const unmatched: Handler<GatewayEnv> = (c) => {
    if (!isPath(c.req.path)) throw new Problem('not_found', `There is nothing here; the paths are ${listed}`);
    const allow = methodsOf(c.req.path);
    const message = `${c.req.path} does not take this method; it takes ${allow}`;
    throw new Problem('method_not_allowed', message, { headers: { Allow: allow } });
  };
  return { isPath, methodsOf, unmatched };
}
