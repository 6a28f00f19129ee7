import { describe, expect, it } from 'vitest';
import { runSupervised } from './run-supervised.mjs';

/** Runs a line of JavaScript in a group of its own. */
const run = (script: string) =>
  runSupervised([process.execPath, '-e', script], { cwd: process.cwd(), env: process.env, collect: true });

/** Starts a grandchild that would stay for ever, deaf to SIGTERM, and runs `end` once it does. */
const withGrandchild = (end: string) => `
  const stay = 'process.on("SIGTERM", () => {}); process.send("up"); setInterval(() => {}, 1000)';
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
  require('node:child_process').spawn(process.execPath, ['-e', stay], { stdio }).once('message', () => { ${end} });`;

describe('runSupervised', () => {
  it('hands back the exit code and both outputs', async () => {
    const result = await run(`console.log('out'); console.error('err'); process.exitCode = 3`);
    expect(result.code).toBe(3);
    expect(result.output).toContain('out\n');
    expect(result.output).toContain('err\n');
  });

  it('gives 128 + n after signal n', async () => {
    expect((await run('process.kill(process.pid, "SIGKILL")')).code).toBe(137);
  });

  it('says that a program is missing', async () => {
    const result = await runSupervised(['no-such-program'], { cwd: process.cwd(), env: process.env, collect: true });
    expect(result).toMatchObject({
      code: 127,
      output: expect.stringContaining('no-such-program could not be started'),
    });
  });

  it.each([
    ['ends', 'process.exit(0)', 0],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', 137],
  ])('ends a grandchild, which would keep the output open, when the child %s', async (_, end, code) => {
    expect(await run(withGrandchild(end))).toEqual({ code, output: '' });
  });
});
