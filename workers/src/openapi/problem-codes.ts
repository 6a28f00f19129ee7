import { PROBLEMS, type ProblemCode } from '@voxlane/schema';

/** Every code of an error, in the order in which they are defined. */
export const PROBLEM_CODES = Object.keys(PROBLEMS).filter((name): name is ProblemCode => name in PROBLEMS);
