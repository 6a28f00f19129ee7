import { EMBEDDING_SIZE } from '@voxlane/linacodec';
import { randomUtterance } from '../decode/decoder/random-utterance.ts';

/** Tokens that LinaCodec has. */
const VOCABULARY = 12_800;

/**
 * Speech of about so many seconds as a GPU would send it: JSON documents with a line end each, the speaker in every one.
 * The same arguments give the same tokens; what is said does not matter.
 * @param tokenRate tokens a second
 * @param chunkSeconds of speech in one document
 */
export function tokenLines(tokenRate: number, seconds: number, chunkSeconds: number): Buffer[] {
  const utterance = randomUtterance({ tokenRate, vocabulary: VOCABULARY, embeddingSize: EMBEDDING_SIZE }, seconds);
  const [tokens, embedding] = [Array.from(utterance.tokens), Array.from(utterance.embedding)];
  const each = Math.round(chunkSeconds * tokenRate);
  return Array.from({ length: Math.ceil(tokens.length / each) }, (_, i) => {
    const chunk = tokens.slice(i * each, (i + 1) * each);
    return Buffer.from(`${JSON.stringify({ tokens: chunk, embedding, num_tokens: chunk.length })}\n`);
  });
}
