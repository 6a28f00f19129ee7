import { whenAborted } from '@voxlane/runpod';

/** A source that is read ahead of its consumer, up to a limit, and stopped as a whole. */
export interface ReadAhead {
  /** The next block; undefined at the end. Throws what the source threw, after all blocks before it. */
  next(): Promise<Float32Array | undefined>;
  /** Ends the source at once, also in the middle of a wait; resolves when it has let go of everything. */
  stop(reason: unknown): Promise<void>;
}

/**
 * Starts reading `open(signal)` now and keeps up to `maxSamples()` samples until they are asked for; then the source
 * waits. A block that exceeds the limit is still taken whole, since it is in memory already.
 *
 * @param maxSamples asked after each block, since only audio may show its rate.
 * @param signal stops the source when it aborts, whether anyone asks for blocks or not.
 */
export function readAhead(
  open: (signal: AbortSignal) => AsyncGenerator<Float32Array, void, undefined>,
  maxSamples: () => number,
  signal: AbortSignal,
): ReadAhead {
  const own = new AbortController();
  const follow = () => own.abort(signal.reason);
  if (signal.aborted) follow();
  else signal.addEventListener('abort', follow, { once: true });
  const blocks: Float32Array[] = [];
  let held = 0;
  let outcome: { error?: unknown } | undefined;
  let filled = Promise.withResolvers<void>();
  let drained = Promise.withResolvers<void>();

  const pump = async () => {
    try {
      own.signal.throwIfAborted();
      for await (const block of open(own.signal)) {
        blocks.push(block);
        held += block.length;
        filled.resolve();
        while (held > 0 && held >= maxSamples()) {
          drained = Promise.withResolvers();
          await Promise.race([drained.promise, whenAborted(own.signal)]);
        }
      }
      outcome = {};
    } catch (error) {
      outcome = { error: own.signal.aborted ? own.signal.reason : error };
    } finally {
      signal.removeEventListener('abort', follow);
      filled.resolve();
    }
  };

  const pumping = pump();
  return {
    async next() {
      while (blocks.length === 0 && outcome === undefined) {
        filled = Promise.withResolvers();
        await filled.promise;
      }
      const block = blocks.shift();
      if (block !== undefined) {
        held -= block.length;
        drained.resolve();
        return block;
      }
      if (outcome !== undefined && 'error' in outcome) throw outcome.error;
      return undefined;
    },
    async stop(reason) {
      own.abort(reason);
      blocks.length = 0;
      held = 0;
      await pumping;
    },
  };
}
