import { concat } from './concat.ts';

const UTF8 = new TextEncoder();

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

const int32 = (value: number): number[] => [...new Uint8Array(Int32Array.of(value).buffer)];

/** Instructions of Python's pickle, under the names of its pickletools. */
export const pickle = {
  PROTO: (version: number) => bytes(0x80, version),
  MARK: bytes(0x28),
  STOP: bytes(0x2e),
  NONE: bytes(0x4e),
  NEWFALSE: bytes(0x89),
  BININT: (value: number) => bytes(0x4a, ...int32(value)),
  BINUNICODE: (text: string) => {
    const utf8 = UTF8.encode(text);
    return concat([bytes(0x58, ...int32(utf8.length)), utf8]);
  },
  SHORT_BINUNICODE: (text: string) => concat([bytes(0x8c, text.length), UTF8.encode(text)]),
  EMPTY_TUPLE: bytes(0x29),
  TUPLE1: bytes(0x85),
  TUPLE: bytes(0x74),
  EMPTY_LIST: bytes(0x5d),
  EMPTY_DICT: bytes(0x7d),
  SETITEM: bytes(0x73),
  SETITEMS: bytes(0x75),
  BINPUT: (index: number) => bytes(0x71, index),
  BINGET: (index: number) => bytes(0x68, index),
  LONG_BINGET: (index: number) => bytes(0x6a, ...int32(index)),
  GLOBAL: (module: string, name: string) => UTF8.encode(`c${module}\n${name}\n`),
  STACK_GLOBAL: bytes(0x93),
  BINPERSID: bytes(0x51),
  REDUCE: bytes(0x52),
  BUILD: bytes(0x62),
};
