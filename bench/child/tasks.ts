import { measureExactMemory } from '../decode/measure/exact-memory.ts';
import { measureExactSpeed } from '../decode/measure/exact-speed.ts';
import { measureFastSpeed } from '../decode/measure/fast-speed.ts';
import { measureFirstAudio } from '../decode/measure/first-audio.ts';
import { loadOnce } from '../decode/measure/load-time.ts';
import { measureLongStream } from '../decode/measure/long-stream.ts';
import { measureBlocking } from '../decode/measure/main-thread.ts';
import { measureManyStreams } from '../decode/measure/many-streams.ts';
import { measureNeighbours } from '../decode/measure/neighbours.ts';
import { streamCrowd } from '../streams/crowd.ts';

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
  crowd: streamCrowd,
};

export type TaskName = keyof typeof TASKS;
export type Order<Name extends TaskName> = Parameters<(typeof TASKS)[Name]>[0];
export type Answer<Name extends TaskName> = Awaited<ReturnType<(typeof TASKS)[Name]>>;

/** What a child is told to do. */
export interface Task<Name extends TaskName> {
  name: Name;
  order: Order<Name>;
}
