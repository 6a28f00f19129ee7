import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from './harness/listener.ts';
import { missing, run } from './harness/programs.ts';
import { type System, startSystem } from './harness/system.ts';

const PANGRAM = 'The quick brown fox jumps over the lazy dog.';
const WORDS = PANGRAM.toLowerCase().replace('.', '').split(' ');
/** A recogniser without a grammar mishears one small word or another. */
const MOST_WORDS = 7;

const absent = missing('sox', 'pocketsphinx_continuous');

/** The words that a recogniser hears in 48 kHz PCM. */
async function recognised(pcm: Uint8Array, folder: string): Promise<string[]> {
  const raw = ['-t', 'raw', '-r', '48000', '-e', 'signed', '-b', '16', '-c', '1', '-'];
  // Recognisers want the rate of their models: 16 kHz.
  const { stdout: wav } = await run('sox', [...raw, '-t', 'wav', '-r', '16000', '-'], pcm);
  const file = join(folder, 'heard.wav');
  await writeFile(file, wav);
  const { stdout } = await run('pocketsphinx_continuous', ['-infile', file, '-logfn', '/dev/null']);
  return stdout.toString().trim().split(/\s+/);
}

describe('speech that can be understood', () => {
  let system: System;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxlane-words-'));
    system = await startSystem({ words: true });
  });
  afterAll(async () => {
    await system.close();
    await rm(folder, { recursive: true });
  });

  it.skipIf(absent !== '').for([
    ['vibevoice', 'alloy'],
    ['vibevoice', 'nova'],
    ['chatterbox', 'alloy'],
  ] as const)(`%s says as %s what it was asked to say${absent}`, async ([service, voice]) => {
    const heard = await listen(system.url, { text: PANGRAM, service, voice });
    expect(heard.broken).toBe(false);
    const words = await recognised(heard.bytes, folder);
    const right = WORDS.filter((word) => words.includes(word));
    expect(right.length, `heard: ${words.join(' ')}`).toBeGreaterThanOrEqual(MOST_WORDS);
  });

  it.skipIf(absent !== '')(`a long text is understood across the joints of its pieces${absent}`, async () => {
    const text = [PANGRAM, 'We were away a year ago.', PANGRAM, 'The weather is nice today.', PANGRAM].join(' ');
    const heard = await listen(system.url, { text });
    const words = await recognised(heard.bytes, folder);
    expect(words.filter((word) => word === 'fox').length, `heard: ${words.join(' ')}`).toBe(3);
    expect(words.indexOf('weather')).toBeGreaterThan(words.indexOf('fox'));
  });
});
