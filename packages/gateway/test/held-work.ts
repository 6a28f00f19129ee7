/** Work that a test ends by hand, item by item. */
export interface HeldWork<T> {
  speak: (index: number) => Promise<T>;
  /** Indexes in the order in which they were begun. */
  begun: number[];
  /** How many are at work now, and were at most. */
  readonly atWork: { now: number; most: number };
  end: (index: number, outcome: T | Error) => Promise<void>;
}

/** Lets everything that can go on now go on. */
export const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

export function heldWork<T>(): HeldWork<T> {
  const waiting = new Map<number, PromiseWithResolvers<T>>();
  const begun: number[] = [];
  const atWork = { now: 0, most: 0 };
  return {
    begun,
    atWork,
    speak: async (index) => {
      begun.push(index);
      atWork.now += 1;
      atWork.most = Math.max(atWork.most, atWork.now);
      const held = Promise.withResolvers<T>();
      waiting.set(index, held);
      try {
        return await held.promise;
      } finally {
        atWork.now -= 1;
      }
    },
    end: async (index, outcome) => {
      const held = waiting.get(index);
      if (held === undefined) throw new Error(`item ${index} is not at work`);
      if (outcome instanceof Error) held.reject(outcome);
      else held.resolve(outcome);
      await turn();
    },
  };
}
