import { describeValue, isList } from './describe-value.ts';
import { TokenError } from './token-error.ts';

/** Batch axes around one list: encoders write up to two, `[1, 1, N]`. */
const MAX_BATCH_AXES = 8;

/**
 * The list inside batch axes of length one: `[[[1, 2]]]` and `[1, 2]` are both `[1, 2]`. Typed arrays are lists too.
 * @param path name of the value in the error
 * @throws TokenError when the value is no list, or holds several lists
 */
export function innerList(value: unknown, path: string): ArrayLike<unknown> {
  let list = value;
  for (let axis = 0; axis <= MAX_BATCH_AXES; axis++) {
    if (!isList(list)) throw new TokenError(`${path} is ${describeValue(list)}; it must be a list of numbers`);
    if (!isList(list[0])) return list;
    if (list.length > 1) throw new TokenError(`${path} holds ${list.length} lists; it must be one list of numbers`);
    list = list[0];
  }
  throw new TokenError(`${path} is nested more than ${MAX_BATCH_AXES} lists deep; it must be one list of numbers`);
}
