import { z } from 'zod';

/**
 * `class_path` and `init_args`, the way configurations name a part. Only the class is compared: nothing is
 * imported by the path, and packages move their modules.
 */
export function component<S extends z.ZodType>(className: string, args: S) {
  const classPath = z.string().regex(new RegExp(`(^|\\.)${className}$`), `a path to the class ${className}`);
  return z.object({ class_path: classPath, init_args: args });
}

/** A whole number from 1 to `most`. */
export function count(most: number) {
  return z.number().int().min(1).max(most);
}

/** An odd number from 1 to `most`. */
export function odd(most: number) {
  return count(most).refine((value) => value % 2 === 1, 'an odd number');
}
