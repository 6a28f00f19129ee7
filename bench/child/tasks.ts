import { measureExactMemory } from '../measure/exact-memory.ts';
import { measureExactSpeed } from '../measure/exact-speed.ts';
import { measureFastSpeed } from '../measure/fast-speed.ts';
import { measureFirstAudio } from '../measure/first-audio.ts';
import { loadOnce } from '../measure/load-time.ts';
import { measureLongStream } from '../measure/long-stream.ts';
import { measureBlocking } from '../measure/main-thread.ts';
import { measureManyStreams } from '../measure/many-streams.ts';
import { measureNeighbours } from '../measure/neighbours.ts';

/** Everything that runs in a process of its own. */
export const TASKS = {
  load: loadOnce,
  exactSpeed: measureExactSpeed,
  fastSpeed: measureFastSpeed,
  firstAudio: measureFirstAudio,
  manyStreams: measureManyStreams,
  neighbours: measureNeighbours,
  exactMemory: measureExactMemory,
  longStream: measureLongStream,
  mainThread: measureBlocking,
};

export type TaskName = keyof typeof TASKS;
export type Order<Name extends TaskName> = Parameters<(typeof TASKS)[Name]>[0];
export type Answer<Name extends TaskName> = Awaited<ReturnType<(typeof TASKS)[Name]>>;

/** What a child is told to do. */
export interface Task<Name extends TaskName> {
  name: Name;
  order: Order<Name>;
}
