import { describe, expect, it } from 'vitest';
import { edgeProblems, emulatorProblems } from './setting-problems.ts';
import { startSettings } from './settings.ts';

describe('edgeProblems', () => {
  it('finds none in what `npm start` fills in by itself', () => {
    expect(
      edgeProblems(
        startSettings(
          { edge: {}, sidecar: {} },
          { emulator: 'http://127.0.0.1:8788', sidecar: 'http://127.0.0.1:4173' },
        ).edge,
      ),
    ).toEqual([]);
  });

  it('names every wrong setting and what it should be, a line each', () => {
    expect(edgeProblems({ TIMEOUT_MS: 'abc', LOOK_AHEAD: '9', LOG_LEVEL: 'info' })).toEqual([
      'TIMEOUT_MS must be a whole number of milliseconds from 1 to 600000',
      'LOOK_AHEAD must be a whole number of pieces from 0 to 4',
    ]);
  });

  it('quotes no value', () => {
    const problems = edgeProblems({ VIBEVOICE_ENDPOINT: 'rpa_by_mistake', SERVICES: 'rpa_too' });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain('rpa_');
  });
});

describe('emulatorProblems', () => {
  it('is content with the surroundings of any program', () => {
    expect(emulatorProblems({ PATH: '/bin' })).toEqual([]);
  });

  it('leaves the port to those who look at all ports', () => {
    expect(emulatorProblems({ EMULATOR_PORT: 'x' })).toEqual([]);
  });

  it('names the wrong setting', () => {
    expect(emulatorProblems({ EMULATOR_ENDPOINTS: '[]' })).toEqual([
      expect.stringContaining('EMULATOR_ENDPOINTS must be a JSON object'),
    ]);
  });
});
