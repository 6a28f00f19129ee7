import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from './harness/direct-audio.ts';
import { ask, type Heard } from './harness/listener.ts';
import { missing, run } from './harness/programs.ts';
import { type System, startSystem } from './harness/system.ts';

const TEXT = 'A header, and then the samples.';
const HEADER_BYTES = 44;
/** The size that stands for "until the stream ends". */
const UNKNOWN_SIZE = 0x7fff_f000;

const noSox = missing('sox');
const noProbe = missing('ffmpeg', 'ffprobe');

describe('a WAV stream', () => {
  let system: System;
  let folder: string;
  let file: string;
  let wav: Heard;
  let pcm: Buffer;
  let firstPiece: Uint8Array | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxlane-wav-'));
    system = await startSystem();
    const answer = await ask(system.url, { json: { text: TEXT, format: 'wav' } });
    expect(answer.headers['content-type']).toBe('audio/wav');
    wav = await answer.hear((bytes) => {
      firstPiece ??= bytes;
    });
    pcm = await directAudio(system.running, 'vibevoice', { text: TEXT, speaker_name: 'Alice' });
    file = join(folder, 'heard.wav');
    await writeFile(file, wav.bytes);
  });
  afterAll(async () => {
    await system.close();
    await rm(folder, { recursive: true });
  });

  it('brings its header along with the first samples', () => {
    const head = Buffer.from(firstPiece ?? []);
    expect(head.length).toBeGreaterThan(HEADER_BYTES);
    expect(head.toString('latin1', 0, 4)).toBe('RIFF');
    expect(head.readUInt32LE(4)).toBe(UNKNOWN_SIZE + HEADER_BYTES - 8);
    expect(head.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect([head.readUInt16LE(20), head.readUInt16LE(22), head.readUInt32LE(24)]).toEqual([1, 1, 48_000]);
    expect(head.toString('latin1', 36, 40)).toBe('data');
    expect(head.readUInt32LE(40)).toBe(UNKNOWN_SIZE);
  });

  it('is the header and then the samples of the speech', () => {
    expect(wav.broken).toBe(false);
    expect(wav.bytes.subarray(HEADER_BYTES).equals(pcm)).toBe(true);
  });

  it.skipIf(noSox !== '').for(['a pipe', 'a file'])(`is read by SoX from %s${noSox}`, async (source) => {
    const input = source === 'a file' ? [file] : ['-t', 'wav', '-'];
    const raw = ['-t', 'raw', '-e', 'signed', '-b', '16', '-'];
    const { stdout } = await run('sox', [...input, ...raw], source === 'a file' ? undefined : wav.bytes);
    expect(stdout.equals(pcm)).toBe(true);
  });

  it.skipIf(noProbe !== '').for(['a pipe', 'a file'])(`is read by FFmpeg from %s${noProbe}`, async (source) => {
    const input = source === 'a file' ? file : 'pipe:0';
    const show = ['-v', 'error', '-show_entries', 'stream=codec_name,sample_rate,channels', '-of', 'csv=p=0'];
    const piped = source === 'a file' ? undefined : wav.bytes;
    expect((await run('ffprobe', [...show, input], piped)).stdout.toString().trim()).toBe('pcm_s16le,48000,1');
    const decoded = await run('ffmpeg', ['-v', 'error', '-i', input, '-f', 's16le', '-'], piped);
    expect(decoded.stdout.equals(pcm)).toBe(true);
  });
});
