import { describe, expect, it } from 'vitest';
import { refuseCompressed } from './refuse-compressed.ts';

const withCoding = (coding?: string) => () =>
  refuseCompressed({ headers: new Headers(coding === undefined ? {} : { 'Content-Encoding': coding }) });

describe('a request body', () => {
  it.each([undefined, 'identity', ' Identity '])('with the coding %j is taken', (coding) => {
    expect(withCoding(coding)).not.toThrow();
  });

  it.each(['gzip', 'br', 'identity, gzip', ''])('with the coding %j is refused', (coding) => {
    expect(withCoding(coding)).toThrow(
      expect.objectContaining({
        code: 'unsupported_media_type',
        status: 415,
        headers: { 'Accept-Encoding': 'identity' },
      }),
    );
  });
});
