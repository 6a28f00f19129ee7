import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts the program and gives its first line. */
async function start(env: Record<string, string>): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += data));
  while (!printed.includes('\n')) await Promise.race([once(child.stdout as never, 'data'), once(child, 'close')]);
  return { child, line: printed };
}

describe('main', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'speaks, and ends cleanly on %s with a call held',
    async (signal) => {
      const { child, line } = await start({ EMULATOR_PORT: '0' });
      const url = /^emulator ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line)?.[1];
      const body = JSON.stringify({ input: { text: 'Hello there, I am the emulator.' } });
      const reply = await fetch(`${url}/v2/chatterbox/runsync`, { method: 'POST', body });
      expect(await reply.json()).toMatchObject({ status: 'COMPLETED', output: [{ sample_rate: 24_000 }] });
      const held = expect(
        fetch(`${url}/v2/vibevoice/runsync`, {
          method: 'POST',
          body: JSON.stringify({ input: { text: 'x', emulate: { stayQueued: true } } }),
        }),
      ).rejects.toThrow();
      const ended = once(child, 'exit');
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      await held;
    },
    20_000,
  );

  it('says what is wrong with its settings, and ends', async () => {
    const { child, line } = await start({ EMULATOR_PORT: 'loud' });
    expect(line).toBe('emulator: EMULATOR_PORT is loud; it must be a port, 0..65535\n');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
  }, 20_000);
});
