import { afterEach, describe, expect, it } from 'vitest';
import { type ChildSidecar, spawnSidecar } from '../test/child-sidecar.ts';
import { nanoLine } from '../test/nano-tokens.ts';
import { beginCall, readAnswer } from '../test/raw-call.ts';

/** Starting a process, loading a model and ending take a second or two; a busy machine takes longer. */
const LIMIT_MS = 30_000;

const children: ChildSidecar[] = [];

function started(environment: Record<string, string>): ChildSidecar {
  const child = spawnSidecar(environment);
  children.push(child);
  return child;
}

// A test that failed may have left one running.
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('the sidecar as a process', { timeout: LIMIT_MS }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends in order at %s, and has said no more than it should',
    async (signal) => {
      const sidecar = started({});
      const url = await sidecar.ready;
      const { request, answer } = beginCall(`${url}/v1/decode`);
      request.write(nanoLine(50));
      const speaking = await answer;
      sidecar.kill(signal);
      request.end(nanoLine(50, { voiced: false }));
      expect((await readAnswer(speaking)).whole).toBe(true);
      const { code, stdout, stderr } = await sidecar.ended;
      expect([code, stderr]).toEqual([
        0,
        expect.stringMatching(/^sidecar: a second of speech is decoded in [^\n]+\n$/),
      ]);
      const [ready, line, ...more] = stdout.trimEnd().split('\n');
      expect(ready).toBe(`sidecar ready ${url}`);
      expect(JSON.parse(line ?? '')).toMatchObject({ event: 'request', outcome: 'done' });
      expect(more).toEqual([]);
    },
  );

  it('cuts running streams at the second signal', async () => {
    const sidecar = started({});
    const { request, answer } = beginCall(`${await sidecar.ready}/v1/decode`);
    request.write(nanoLine(50));
    const reading = readAnswer(await answer);
    sidecar.kill('SIGTERM');
    sidecar.kill('SIGINT');
    expect((await reading).whole).toBe(false);
    expect((await sidecar.ended).code).toBe(0);
  });

  it('does not start with wrong settings, and names all of them', async () => {
    const { code, stdout, stderr } = await started({ PORT: 'x4711', MAX_STREAMS: '0', HOST: 'a b' }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^sidecar: .*PORT must be .*HOST must be .*MAX_STREAMS must be .*\n$/);
    expect(stderr).not.toContain('4711');
  });

  it('does not stay without a model', async () => {
    const { code, stdout, stderr } = await started({ LINACODEC_MODEL: '/no/such folder' }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^sidecar: there is no model '\/no\/such folder': give a folder .*\n$/);
  });

  it('does not start at a port that is taken, and says which one it is', async () => {
    const first = started({});
    const { port } = new URL(await first.ready);
    const { code, stdout, stderr } = await started({ PORT: port }).ended;
    first.kill('SIGTERM');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^sidecar: cannot listen with HOST 127.0.0.1 and PORT ${port}: .*in use.*\n$`));
    await first.ended;
  });
});
