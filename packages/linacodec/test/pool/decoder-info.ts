import type { DecoderInfo } from '../../src/pool/decoder.ts';

/** What a decoder tells, where only the vocabulary and the embedding's size matter. */
export const INFO: DecoderInfo = {
  model: 'test',
  folder: '/models/test',
  parameters: 1,
  weightBytes: 4,
  tokenRate: 25,
  sampleRate: 48_000,
  vocabulary: 12_800,
  embeddingSize: 128,
  workers: 1,
  threads: 1,
  precision: 'fp32',
  cache: { folder: '/cache', hit: true, bytes: 4 },
  loadMs: 1,
};
