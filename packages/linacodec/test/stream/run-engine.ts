import type { Engine, Step } from '../../src/stream/engine.ts';
import type { TokenPiece } from '../../src/tokens/token-piece.ts';

/** When steps are taken: after every piece as far as they go, or none before all pieces are there. */
export type Pace = 'eager' | 'late';

/** All audio of a stream. Throws an Error when the engine is hungry after its end. */
export async function runEngine(
  engine: Engine,
  pieces: Iterable<TokenPiece>,
  pace: Pace = 'eager',
): Promise<Float32Array<ArrayBuffer>> {
  const audio: Float32Array[] = [];
  for (const { tokens, embedding } of pieces) {
    engine.push(tokens, embedding);
    if (pace === 'eager') await stepUntilHungry(engine, audio);
  }
  engine.end();
  if (!(await stepUntilHungry(engine, audio)).done) throw new Error('the engine asks for more after its end');
  return concat(audio);
}

/** Takes steps while there are any, adds their audio, and returns the last one. */
export async function stepUntilHungry(engine: Engine, audio: Float32Array[]): Promise<Step> {
  for (;;) {
    const step = await engine.step();
    if (step.audio !== undefined) audio.push(step.audio);
    if (step.hungry || step.done) return step;
  }
}

/** One array of all parts in order. */
export function concat(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
