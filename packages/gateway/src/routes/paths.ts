import { Problem } from '@voxlane/schema';
import type { Handler } from 'hono';
import type { GatewayEnv } from '../gateway-env.ts';

const ANY_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** The paths of an app, and what each of them takes. */
export interface Paths {
  /** The entry that a path falls under, such as `/v1/models/*`; undefined for a path that the app does not answer. */
  routeOf(path: string): string | undefined;
  /** The methods of a path as `Allow` lists them; for a path that is none, every method in use. */
  methodsOf(path: string): string;
  /** Answers what no route took: 405 on a path of the app, 404 elsewhere. */
  unmatched: Handler<GatewayEnv>;
}

/** @param methods the methods of each path; one that ends with `/*` takes any one further part. */
export function pathTable(methods: Readonly<Record<string, readonly string[]>>): Paths {
  const routeOf = (path: string) => {
    const parent = path.replace(/\/[^/]+$/, '/*');
    return [path, parent].find((entry) => Object.hasOwn(methods, entry));
  };
  const methodsOf = (path: string) => (methods[routeOf(path) ?? ''] ?? ANY_METHODS).join(', ');
  const listed = Object.keys(methods).join(', ');
  const unmatched: Handler<GatewayEnv> = (c) => {
    const { path } = c.req;
    if (routeOf(path) === undefined) {
      throw new Problem('not_found', `There is nothing here; the paths are ${listed}`);
    }
    const allow = methodsOf(path);
    const message = `${routeOf(path)} does not take this method; it takes ${allow}`;
    throw new Problem('method_not_allowed', message, { headers: { Allow: allow } });
  };
  return { routeOf, methodsOf, unmatched };
}
