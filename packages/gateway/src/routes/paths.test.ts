import { asProblem, type Problem } from '@voxlane/schema';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { GatewayEnv } from '../gateway-env.ts';
import { pathTable } from './paths.ts';

const TABLE = { '/speak': ['POST', 'OPTIONS'], '/health': ['GET', 'HEAD', 'OPTIONS'] };

/** What an app with nothing but the table says to a request. */
async function problemAt(path: string, method = 'GET'): Promise<Problem> {
  let problem: Problem | undefined;
  const app = new Hono<GatewayEnv>();
  app.onError((error) => {
    problem = asProblem(error);
    return new Response();
  });
  app.all('*', pathTable(TABLE).unmatched);
  await app.request(path, { method });
  if (problem === undefined) throw new Error('nothing was thrown');
  return problem;
}

describe('the paths of an app', () => {
  it.each([
    ['/speak', true],
    ['/health', true],
    ['/', false],
    ['/speak/', false],
    ['/SPEAK', false],
    ['toString', false],
    ['__proto__', false],
  ])('have %s: %s', (path, is) => {
    expect(pathTable(TABLE).routeOf(path) !== undefined).toBe(is);
  });

  it('take methods of their own, and paths that are none every method in use', () => {
    const { methodsOf } = pathTable(TABLE);
    expect(['/speak', '/health', '/constructor'].map(methodsOf)).toEqual([
      'POST, OPTIONS',
      'GET, HEAD, OPTIONS',
      'GET, HEAD, POST, OPTIONS',
    ]);
  });

  it('are named to whoever looks elsewhere', async () => {
    expect(await problemAt('/speech')).toMatchObject({
      code: 'not_found',
      status: 404,
      message: 'There is nothing here; the paths are /speak, /health',
    });
  });

  it('name their methods to whoever uses another', async () => {
    expect(await problemAt('/speak', 'PUT')).toMatchObject({
      code: 'method_not_allowed',
      status: 405,
      message: '/speak does not take this method; it takes POST, OPTIONS',
      headers: { Allow: 'POST, OPTIONS' },
    });
  });
});
