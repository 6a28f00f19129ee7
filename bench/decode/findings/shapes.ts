/**
 * How a decoder's threads are set up: as nobody says otherwise, which is a worker a core with one thread each, and two
 * threads on one worker. On a machine of two cores these are the two ways to use all of it.
 */
export const SHAPES = [
  { label: 'defaults', shape: {} },
  { label: '1 worker x 2 threads', shape: { workers: 1, threads: 2 } },
] as const;

export type LabelledShape = (typeof SHAPES)[number];
