import { describeValue } from './describe-value.ts';
import { audioFieldOf, failureOf, isJsonObject, isNote, type JsonObject, promisesTokens } from './message-kind.ts';
import { parseEmbedding } from './parse-embedding.ts';
import { parseTokens } from './parse-tokens.ts';
import { TokenError } from './token-error.ts';
import type { TokenPiece } from './token-piece.ts';

/** What the model at hand takes. */
export interface TokenLimits {
  /** Number of tokens that exist. */
  vocabulary: number;
  /** Most tokens of one piece; MAX_TOKENS when absent. */
  maxTokens?: number;
  /** Values of an embedding; 128 when absent. */
  embeddingSize?: number;
}

/** Fields that hold messages: RunPod's status and stream replies, and what handlers put around a batch. */
const WRAPPERS = ['output', 'stream', 'chunks', 'results'];
/** Wrappers and arrays around one message, in the worst handler seen, and two to spare. */
const MAX_DEPTH = 8;
/** An aggregate of ten hours in pieces of 4 seconds. */
const MAX_MESSAGES = 10_000;
const SHOWN_FIELDS = 8;
const EXPECTED = 'expected {"tokens": [...], "embedding": [...]}';

/**
 * One JSON document as the GPU side sends it -> the pieces in it, in order: a message `{tokens, embedding}`, alone, in
 * arrays, in `output` up to several times, or in `stream`, `chunks` or `results`. An embedding beside such a field
 * belongs to the first piece in it. Messages that bring no tokens by their nature (progress, the end, health) are left out.
 * @throws TokenError where a message reports a failure, holds audio, is wrong or of no known kind
 */
export function parseTokenDocument(document: unknown, limits: TokenLimits): TokenPiece[] {
  return new DocumentReader(limits).read(document, '', 0);
}

class DocumentReader {
  readonly #limits: TokenLimits;
  #messages = 0;

  constructor(limits: TokenLimits) {
    this.#limits = limits;
  }

  read(value: unknown, path: string, depth: number): TokenPiece[] {
    if (depth > MAX_DEPTH) throw new TokenError(`${nameOf(path)} is nested more than ${MAX_DEPTH} levels deep`);
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.flatMap((item, i) => this.read(item, `${path}[${i}]`, depth + 1));
    if (!isJsonObject(value)) throw new TokenError(`${nameOf(path)} is ${describeValue(value)}; ${EXPECTED}`);
    this.#messages += 1;
    if (this.#messages > MAX_MESSAGES) throw new TokenError(`the document holds more than ${MAX_MESSAGES} messages`);
    return this.#readMessage(value, path, depth);
  }

  #readMessage(message: JsonObject, path: string, depth: number): TokenPiece[] {
    const failure = failureOf(message);
    if (failure !== undefined) throw new TokenError(`${nameOf(path)} reports a failure: ${failure}`);
    if (isGiven(message.tokens)) return [this.#readPiece(message, path)];
    const inside = WRAPPERS.filter((field) => typeof message[field] === 'object' && isGiven(message[field]));
    if (inside.length === 0) return readWithoutTokens(message, path);
    const pieces = inside.flatMap((field) => this.read(message[field], join(path, field), depth + 1));
    return this.#withSharedEmbedding(pieces, message, path);
  }

  #readPiece(message: JsonObject, path: string): TokenPiece {
    const tokens = parseTokens(message.tokens, this.#limits.vocabulary, this.#limits.maxTokens, join(path, 'tokens'));
    if (isGiven(message.num_tokens) && message.num_tokens !== tokens.length) {
      const told = `${join(path, 'num_tokens')} is ${describeValue(message.num_tokens)}`;
      throw new TokenError(`${told}, but there are ${tokens.length} tokens; some may have been lost`);
    }
    return { tokens, ...this.#readEmbedding(message, path) };
  }

  #withSharedEmbedding(pieces: TokenPiece[], message: JsonObject, path: string): TokenPiece[] {
    const [first, ...others] = pieces;
    if (first === undefined) return pieces;
    return [{ ...this.#readEmbedding(message, path), ...first }, ...others];
  }

  #readEmbedding({ embedding }: JsonObject, path: string): Pick<TokenPiece, 'embedding'> {
    if (!isGiven(embedding)) return {};
    return { embedding: parseEmbedding(embedding, this.#limits.embeddingSize, join(path, 'embedding')) };
  }
}

function readWithoutTokens(message: JsonObject, path: string): TokenPiece[] {
  if (promisesTokens(message)) throw new TokenError(`${join(path, 'tokens')} is missing; ${EXPECTED}`);
  const audio = audioFieldOf(message);
  if (audio !== undefined) {
    const instead = 'ask the handler for the output format linacodec_tokens';
    throw new TokenError(`${join(path, audio)} holds ${describeValue(message[audio])}, no tokens; ${instead}`);
  }
  if (isNote(message)) return [];
  const fields = Object.keys(message).slice(0, SHOWN_FIELDS).map(describeValue).join(', ');
  throw new TokenError(`${nameOf(path)} has the fields ${fields} and no tokens; ${EXPECTED}`);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function join(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

function nameOf(path: string): string {
  return path === '' ? 'the document' : path;
}
