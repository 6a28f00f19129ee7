import { describe, expect, it } from 'vitest';
import { type Settings, startSettings } from './settings.ts';

/** The secrets of edge and sidecar when a person gave these settings. */
function secretsOf(edge: Settings, sidecar: Settings) {
  const urls = { emulator: 'http://127.0.0.1:8788', sidecar: 'http://127.0.0.1:4173' };
  const started = startSettings({ edge, sidecar }, urls);
  return [started.edge.SIDECAR_SECRET, started.sidecar?.SIDECAR_SECRET];
}

describe('what edge and sidecar show each other', () => {
  it.each<[string, Settings, Settings]>([
    ['sidecar/.env', {}, { SIDECAR_SECRET: 'ours' }],
    ['.dev.vars', { SIDECAR_SECRET: 'ours' }, {}],
    ['each with its own', { SIDECAR_SECRET: 'another' }, { SIDECAR_SECRET: 'ours' }],
    ['keys of clients, of which the sidecar wants one from the edge as well', {}, { API_KEYS: ', ours , other' }],
  ])('is one secret given by %s', (_, edge, sidecar) => {
    expect(secretsOf(edge, sidecar)).toEqual(['ours', 'ours']);
  });

  it('is nothing when nothing is given', () => {
    expect(secretsOf({}, {})).toEqual([undefined, undefined]);
  });

  it("is left as it is given for somebody else's sidecar", () => {
    const edge = { SIDECAR_URL: 'https://sidecar.example', SIDECAR_SECRET: 'theirs' };
    expect(secretsOf(edge, { SIDECAR_SECRET: 'ours' })).toEqual(['theirs', undefined]);
  });
});
