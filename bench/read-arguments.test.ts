import { describe, expect, it } from 'vitest';
import { readArguments } from './read-arguments.ts';

const KNOWN = ['lag', 'cancel'];

describe('the command line', () => {
  it.each([
    [[], { names: ['lag', 'cancel'], runs: 1, readme: false, quick: false }],
    [['cancel'], { names: ['cancel'], runs: 1, readme: false, quick: false }],
    [['cancel', 'lag', 'cancel'], { names: ['lag', 'cancel'], runs: 1, readme: false, quick: false }],
    [['--repeat', '3', '--readme'], { names: ['lag', 'cancel'], runs: 3, readme: true, quick: false }],
    [['lag', '--quick'], { names: ['lag'], runs: 1, readme: false, quick: true }],
  ])('reads %j', (args, wanted) => {
    expect(readArguments(args, KNOWN)).toEqual(wanted);
  });

  it.each([
    [['leg'], /leg is no bench; there are lag, cancel/],
    [['--repeat'], /--repeat is undefined; it must be a whole number 1\.\.20/],
    [['--repeat', '1.5'], /1\.5/],
    [['--repeat', '21'], /21/],
    [['--quick', '--readme'], /leave one of them out/],
  ])('refuses %j', (args, message) => {
    expect(() => readArguments(args, KNOWN)).toThrow(message);
  });
});
