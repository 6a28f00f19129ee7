/**
 * Codes of finite scalar quantization (Mentzer et al., 2023), `[tokens, levels]`: a token is a mixed-radix number, its
 * lowest digit first, and digit q of l levels stands for `(q - h) / h` with `h = floor(l / 2)`. Throws a RangeError
 * for a token outside `0 .. product of levels - 1`, which would otherwise sound like another one.
 */
export function fsqCodes(tokens: Int32Array, levels: readonly number[]): Float32Array<ArrayBuffer> {
  const vocabulary = levels.reduce((product, level) => product * level, 1);
  const codes = new Float32Array(tokens.length * levels.length);
  tokens.forEach((token, n) => {
    if (token < 0 || token >= vocabulary)
      throw new RangeError(`token ${n} is ${token}; tokens are 0..${vocabulary - 1}`);
    let rest = token;
    levels.forEach((level, digit) => {
      const half = Math.floor(level / 2);
      codes[n * levels.length + digit] = ((rest % level) - half) / half;
      rest = Math.floor(rest / level);
    });
  });
  return codes;
}
