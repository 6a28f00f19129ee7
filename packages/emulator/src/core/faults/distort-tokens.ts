import { otherEmbedding } from '../speech/echo-speaker.ts';
import { TOKEN_KINDS } from '../speech/encode-speech.ts';
import { isTokenMessage, type TokenMessage } from '../speech/token-message.ts';
import { hits } from './chunk-numbers.ts';
import type { TokenFaults } from './token-faults.ts';

/** Messages whose tokens, embedding or count are wrong, or whose fields are missing. Chunks count as they come. */
export async function* distortTokens(messages: AsyncIterable<unknown>, faults: TokenFaults): AsyncGenerator<unknown> {
  let number = 0;
  for await (const message of messages) yield isTokenMessage(message) ? distorted(message, ++number, faults) : message;
}

function distorted(message: TokenMessage, number: number, faults: TokenFaults): Record<string, unknown> {
  const { badTokens, badEmbedding, omit, wrongCount } = faults;
  const wrong: Record<string, unknown> = { ...message };
  if (badTokens && hits(badTokens, number)) wrong.tokens = WRONG_TOKENS[badTokens.kind](message.tokens);
  if (badEmbedding && hits(badEmbedding, number)) {
    wrong.embedding = WRONG_EMBEDDINGS[badEmbedding.kind](message.embedding);
    if (wrong.embedding === undefined) delete wrong.embedding;
  }
  if (wrongCount && hits(wrongCount, number)) wrong.num_tokens = message.num_tokens + wrongCount.by;
  if (omit && hits(omit, number)) for (const field of omit.fields) delete wrong[field];
  return wrong;
}

/** The tokens with another value in their middle. */
const withMiddle = (value: unknown) => (tokens: readonly number[]) => tokens.with(tokens.length >> 1, value as number);

const WRONG_TOKENS: Record<NonNullable<TokenFaults['badTokens']>['kind'], (tokens: readonly number[]) => unknown> = {
  'too-large': withMiddle(TOKEN_KINDS),
  negative: withMiddle(-1),
  fraction: withMiddle(0.5),
  string: withMiddle('7'),
  null: withMiddle(null),
  nested: (tokens) => [tokens],
  empty: () => [],
};

const WRONG_EMBEDDINGS: Record<
  NonNullable<TokenFaults['badEmbedding']>['kind'],
  (embedding: readonly number[]) => unknown
> = {
  short: (embedding) => embedding.slice(1),
  null: (embedding) => [null, ...embedding.slice(1)],
  nested: (embedding) => [embedding],
  absent: () => undefined,
  'other-speaker': otherEmbedding,
};
