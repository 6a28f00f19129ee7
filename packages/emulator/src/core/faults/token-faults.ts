import { integer, list, objectWith, oneOf, type Read } from '../reader.ts';
import { whichChunks } from './chunk-numbers.ts';

/** What can be wrong with chunks of tokens. */
export const tokenFaultFields = {
  /** The tokens themselves. `nested` is one list in another, which decoders take; `null` is what NaN becomes. */
  badTokens: objectWith(
    { kind: oneOf('too-large', 'negative', 'fraction', 'string', 'null', 'nested', 'empty'), ...whichChunks },
    'kind',
  ),
  /** The speaker's embedding. `absent` may be meant well: the last one goes on. */
  badEmbedding: objectWith(
    { kind: oneOf('short', 'null', 'nested', 'absent', 'other-speaker'), ...whichChunks },
    'kind',
  ),
  /** Fields that are not there. */
  omit: objectWith(
    { fields: list(oneOf('tokens', 'embedding', 'format', 'num_tokens', 'chunk'), 5), ...whichChunks },
    'fields',
  ),
  /** `num_tokens` says so many more tokens than there are, or fewer. */
  wrongCount: objectWith({ by: integer(-1_000_000, 1_000_000), ...whichChunks }, 'by'),
} as const;

export type TokenFaults = Read<typeof tokenFaultFields>;

/** The names of these faults. */
export const TOKEN_FAULT_NAMES = Object.keys(tokenFaultFields) as (keyof TokenFaults)[];
