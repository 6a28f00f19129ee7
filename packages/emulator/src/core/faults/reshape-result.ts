import { HandlerError } from '../job/handler.ts';
import type { Faults } from './faults.ts';

type ResultShape = NonNullable<Faults['resultShape']>;

/**
 * What a job's result holds, from the list of all that its handler yielded. Throws a HandlerError where the shape wants
 * an address or audio and there is none.
 */
export function reshapeResult(yielded: readonly unknown[], shape: ResultShape = 'list'): unknown {
  return SHAPES[shape](yielded);
}

const SHAPES: Record<ResultShape, (yielded: readonly unknown[]) => unknown> = {
  list: (yielded) => yielded,
  single: (yielded) => single(yielded),
  'double-wrapped': (yielded) => ({ output: single(yielded) }),
  url: (yielded) => ({ url: fieldOf(yielded, 'url', 'audio_url') }),
  'file-url': (yielded) => ({ file_url: fieldOf(yielded, 'url', 'audio_url') }),
  'bare-url': (yielded) => fieldOf(yielded, 'url', 'audio_url'),
  audio: (yielded) => ({ audio: fieldOf(yielded, 'audio_base64', 'audio') }),
};

/** The one thing that was yielded; a list stays a list. */
function single(yielded: readonly unknown[]): unknown {
  return yielded.length === 1 ? yielded[0] : yielded;
}

function fieldOf(yielded: readonly unknown[], ...names: readonly string[]): string {
  const result = Object(yielded[0]) as Record<string, unknown>;
  const value = names.map((name) => result[name]).find((candidate) => typeof candidate === 'string');
  if (typeof value === 'string') return value;
  throw new HandlerError(`fault resultShape: for a result with ${names.join(' or ')}, and this one has none`);
}
