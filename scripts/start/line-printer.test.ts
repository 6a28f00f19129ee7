import { describe, expect, it } from 'vitest';
import { type LineOutput, linePrinter } from './line-printer.ts';

const RED = '\u001b[31mred\u001b[0m';

function printed(output: Pick<LineOutput, 'isTTY'>, env: NodeJS.ProcessEnv): string {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  linePrinter({ ...output, write }, env)(RED);
  return text;
}

describe('linePrinter', () => {
  it.each([
    { where: 'on a terminal', output: { isTTY: true }, env: {}, shown: `${RED}\n` },
    { where: 'with an empty NO_COLOR', output: { isTTY: true }, env: { NO_COLOR: '' }, shown: `${RED}\n` },
    { where: 'with NO_COLOR', output: { isTTY: true }, env: { NO_COLOR: '1' }, shown: 'red\n' },
    { where: 'in a file', output: {}, env: {}, shown: 'red\n' },
  ])('$where', ({ output, env, shown }) => {
    expect(printed(output, env)).toBe(shown);
  });
});
