import { expect, it } from 'vitest';
import { NdjsonSplitter } from './ndjson-splitter.ts';

it('gives one text a value and leaves blank lines out', () => {
  const splitter = new NdjsonSplitter();
  expect(splitter.push('\n{"a":1}\r\n \n{"b"')).toEqual(['{"a":1}']);
  expect(splitter.push(':2}\n\n')).toEqual(['{"b":2}']);
  expect(splitter.flush()).toEqual([]);
});

it('gives the last value when no line end follows it', () => {
  const splitter = new NdjsonSplitter();
  expect(splitter.push('1\n2')).toEqual(['1']);
  expect(splitter.flush()).toEqual(['2']);
  expect(splitter.flush()).toEqual([]);
});

it('bounds a value', () => {
  expect(() => new NdjsonSplitter(4).push('12345')).toThrow('longer than 4 characters');
});
