import { describeValue } from './describe-value.ts';
import { innerList } from './inner-list.ts';
import { TokenError } from './token-error.ts';

/**
 * Most tokens of one piece: 10 minutes at 12.5 Hz, 5 at 25 Hz. A piece is decoded as a whole, and the samples of this
 * one alone are 115 MB as float32; longer speech comes in several pieces.
 */
export const MAX_TOKENS = 7500;

/**
 * Content tokens from outside: `[N]` or `[1, N]`, as an array or a typed array. None at all is fine here.
 *
 * The range is checked since the arithmetic does not: a token past the end would decode as another one, unheard.
 * @param vocabulary number of tokens that exist; each is 0 up to this minus one
 * @param limit most tokens of one piece
 * @param path name of the value in the error
 * @throws TokenError that names the first wrong token, or the length
 */
export function parseTokens(value: unknown, vocabulary: number, limit = MAX_TOKENS, path = 'tokens'): Int32Array {
  const list = innerList(value, path);
  if (list.length > limit) {
    throw new TokenError(`${path} holds ${list.length} tokens; one piece has at most ${limit}`);
  }
  const tokens = new Int32Array(list.length);
  for (let i = 0; i < list.length; i++) {
    // Typed arrays of 64-bit integers, as tensor files hold them, give bigints.
    const token = typeof list[i] === 'bigint' ? Number(list[i]) : list[i];
    if (!isToken(token, vocabulary)) {
      const found = describeValue(list[i]);
      throw new TokenError(`${path}[${i}] is ${found}; a token is a whole number from 0 to ${vocabulary - 1}`);
    }
    tokens[i] = token;
  }
  return tokens;
}

/**
 * For the decode of a whole piece, which has to give sound: at least one token.
 * @throws TokenError when there is none
 */
export function requireTokens(tokens: Int32Array): Int32Array {
  if (tokens.length === 0) throw new TokenError('there are no tokens; at least one is needed to make sound');
  return tokens;
}

function isToken(value: unknown, vocabulary: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < vocabulary;
}
