import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Answer } from '../harness/listener.ts';

/** How clients read what they get, each rule as simple-minded as theirs. */

/** First bytes by which players and AnythingLLM tell what they got. */
const MAGIC: Record<string, (bytes: Buffer) => boolean> = {
  wav: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE',
  flac: (bytes) => bytes.toString('latin1', 0, 4) === 'fLaC',
  opus: (bytes) => bytes.toString('latin1', 0, 4) === 'OggS',
  mp3: (bytes) => bytes.toString('latin1', 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2),
};

/** The format that the first bytes show; 'unknown' for raw samples, which have none to show. */
export function formatByMagic(bytes: Buffer): string {
  return Object.entries(MAGIC).find(([, shows]) => shows(bytes))?.[0] ?? 'unknown';
}

/** What a WAV header says that is all that stands before the samples. */
export interface WavHead {
  encoding: number;
  channels: number;
  sampleRate: number;
  bitsPerSample: number;
}

/** Bytes of the one header that every reader takes: RIFF, `fmt ` of 16 bytes, `data`. */
export const WAV_HEAD_BYTES = 44;

/**
 * Reads a header that lies in the first piece of a stream as wyoming_openai has to.
 * @throws Error when it is not all there, or another chunk stands before the samples.
 */
export function wavHeadOf(firstPiece: Buffer): WavHead {
  if (firstPiece.length < WAV_HEAD_BYTES || formatByMagic(firstPiece) !== 'wav') throw new Error('no whole header');
  const chunks = [firstPiece.toString('latin1', 12, 16), firstPiece.toString('latin1', 36, 40)];
  if (chunks.join() !== 'fmt ,data') throw new Error(`the chunks are ${chunks.join()}`);
  return {
    encoding: firstPiece.readUInt16LE(20),
    channels: firstPiece.readUInt16LE(22),
    sampleRate: firstPiece.readUInt32LE(24),
    bitsPerSample: firstPiece.readUInt16LE(34),
  };
}

/** What LiveKit's plugin for Python takes from events: line by line, only what begins with `data: `, only by its type. */
export function livekitPythonReads(text: string): { audio: Buffer; usage: Record<string, number> | undefined } {
  const events = text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line): { type: string; audio?: string; usage?: Record<string, number> } => JSON.parse(line.slice(6)));
  const deltas = events.filter(({ type }) => type === 'speech.audio.delta');
  return {
    audio: Buffer.concat(deltas.map(({ audio = '' }) => Buffer.from(audio, 'base64'))),
    usage: events.find(({ type }) => type === 'speech.audio.done')?.usage,
  };
}

/** JSON as an HTTP library hands it to its client: unpacked, since they all say that they take it packed. */
export async function unpackedJson({ headers, hear }: Answer): Promise<Record<string, unknown>> {
  const { bytes } = await hear();
  const unpack = { gzip: gunzipSync, br: brotliDecompressSync }[headers['content-encoding'] ?? ''];
  return JSON.parse((unpack === undefined ? bytes : unpack(bytes)).toString());
}
