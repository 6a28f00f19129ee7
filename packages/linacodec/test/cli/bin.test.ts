import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/linacodec.mjs', import.meta.url));
/** Makes this Node as blind to TypeScript as an older one is. */
const OLD_NODE = '--no-experimental-strip-types';
/** Stands in for the program: says what it got, waits for a signal if told, and ends with 7. */
const PROGRAM = `
const args: string[] = process.argv.slice(2);
process.on('SIGTERM', () => process.exit(9));
console.log(JSON.stringify(args));
if (args[0] === 'wait') setInterval(() => {}, 1000);
else process.exitCode = 7;
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linacodec-bin-'));
  for (const package_ of ['alone', 'installed/package']) {
    for (const part of ['bin', 'src']) await mkdir(join(folder, package_, part), { recursive: true });
    await copyFile(BIN, join(folder, package_, 'bin', 'linacodec.mjs'));
    await writeFile(join(folder, package_, 'src', 'main.ts'), PROGRAM);
  }
  await mkdir(join(folder, 'installed', 'node_modules', 'node', 'bin'), { recursive: true });
  await symlink(process.execPath, join(folder, 'installed', 'node_modules', 'node', 'bin', 'node'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the copy in a folder; `signal` is sent once it has said something. */
async function run(package_: string, flags: string[], args: string[], signal?: NodeJS.Signals) {
  const child = spawn(process.execPath, [...flags, join(folder, package_, 'bin', 'linacodec.mjs'), ...args]);
  const out: string[] = [];
  const errors: string[] = [];
  child.stderr.on('data', (bytes) => errors.push(String(bytes)));
  child.stdout.on('data', (bytes) => {
    out.push(String(bytes));
    if (signal !== undefined) child.kill(signal);
  });
  const [code] = await once(child, 'close');
  return { code, out: out.join(''), errors: errors.join('') };
}

describe('bin/linacodec.mjs', () => {
  it.each([
    ['runs the program', 'alone', []],
    ['hands over to the installed Node when its own cannot read TypeScript', 'installed/package', [OLD_NODE]],
  ])('%s', async (_, package_, flags) => {
    expect(await run(package_, flags, ['a b', '-c'])).toEqual({ code: 7, out: '["a b","-c"]\n', errors: '' });
  });

  it.each([
    ['itself', 'alone', []],
    ['through the installed Node', 'installed/package', [OLD_NODE]],
  ])('lets the program end on a signal, %s', async (_, package_, flags) => {
    expect(await run(package_, flags, ['wait'], 'SIGTERM')).toEqual({ code: 9, out: '["wait"]\n', errors: '' });
  });

  it('says which Node it takes when there is none', async () => {
    expect(await run('alone', [OLD_NODE], [])).toEqual({
      code: 1,
      out: '',
      errors: `linacodec: Node ${process.versions.node} does not read TypeScript; it takes Node 22.18 or newer (https://nodejs.org)\n`,
    });
  });
});
