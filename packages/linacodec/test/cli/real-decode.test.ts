import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { toPcm16 } from '../../src/spectrum/to-pcm16.ts';
import { floats, readSafetensors } from '../golden.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/linacodec.mjs', import.meta.url));
const CASE = fileURLToPath(new URL('../../../nano/check/case1.safetensors', import.meta.url));
const HEADER_BYTES = 44;
/** A process, a build of the models and a decode on a busy machine. */
const LIMIT_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'linacodec-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tensors = readSafetensors(CASE);
const tokens = Array.from(tensors.get('tokens')?.data as BigInt64Array, Number);
const embedding = [...floats(tensors, 'embedding')];

/** Runs the program as a user would, with a model cache of its own. */
function run(args: string[], input = ''): Promise<{ code: number | null; stdout: Buffer; stderr: string }> {
  const env = { ...process.env, LINACODEC_CACHE: join(folder, 'cache'), LINACODEC_MODEL: 'nano' };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr })),
  );
}

describe('linacodec decode, the real program and the built-in voice', { timeout: LIMIT_MS }, () => {
  it('writes a WAV file with the samples of the reference', async () => {
    const input = join(folder, 'tokens.json');
    const output = join(folder, 'speech.wav');
    writeFileSync(input, JSON.stringify({ tokens, embedding }));
    expect(await run(['decode', input, '-o', output])).toMatchObject({ code: 0 });
    const wav = readFileSync(output);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(HEADER_BYTES - 4)).toBe(wav.length - HEADER_BYTES);
    const samples = new Int16Array(wav.buffer.slice(wav.byteOffset + HEADER_BYTES));
    const expected = toPcm16(floats(tensors, 'waveform_48k'));
    expect(samples).toHaveLength(expected.length);
    expect(samples.every((sample, n) => Math.abs(sample - (expected[n] as number)) <= 4)).toBe(true);
  });

  it('decodes messages from standard input to standard output while they come', async () => {
    const message = (part: number[]) =>
      JSON.stringify({ output: { format: 'linacodec_tokens', tokens: part, embedding } });
    const input = `${message(tokens.slice(0, 20))}\n${message(tokens.slice(20))}`;
    const { code, stdout } = await run(['decode', '-', '-o', '-', '--format', 'pcm', '--mode', 'progressive'], input);
    expect(code).toBe(0);
    expect(stdout).toHaveLength(2 * floats(tensors, 'waveform_48k').length);
  });

  it('names the token that cannot be, and ends with 3', async () => {
    const { code, stderr } = await run(
      ['decode', '-', '-o', join(folder, 'x.wav')],
      '{"tokens":[1,12800],"embedding":[]}',
    );
    expect(code).toBe(3);
    expect(stderr).toContain('tokens[1] is 12800');
  });

  it('names the setting that cannot be, and ends with 2', async () => {
    const { code, stderr } = await run(['decode', '-', '-o', join(folder, 'x.wav'), '--threads', 'many'], '{}');
    expect(code).toBe(2);
    expect(stderr).toContain('threads');
  });
});
