import { describe, expect, it } from 'vitest';
import { REPO_ROOT } from '../bootstrap/repo-root.mjs';
import { checkSettings } from './check-settings.mjs';
import { checkTools } from './check-tools.mjs';
import { checkValues } from './check-values.mjs';

const KEY = 'rpa_only_for_this_test';
const REAL = 'https://api.runpod.ai/v2/abc';

/** Findings that are not `ok`, as `level text`. */
const complaints = (findings: { level: string; text: string }[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ level, text }) => `${level} ${text}`);

describe('checkSettings', () => {
  it('is content without any setting', () => {
    expect(complaints(checkSettings({}, {}))).toEqual([]);
  });

  it('lists settings by name and shows no value', () => {
    const findings = checkSettings({ VIBEVOICE_ENDPOINT: REAL }, { RUNPOD_API_KEY: KEY });
    expect(complaints(findings)).toEqual([]);
    expect(findings[0]?.text).toBe('set: RUNPOD_API_KEY, VIBEVOICE_ENDPOINT');
    expect(JSON.stringify(findings)).not.toContain(KEY);
  });

  it('misses the key for an endpoint at RunPod', () => {
    expect(complaints(checkSettings({ QWEN_ENDPOINT: REAL }, {}))).toEqual([expect.stringContaining('needs a key')]);
    expect(complaints(checkSettings({ QWEN_ENDPOINT: 'http://127.0.0.1:9000' }, {}))).toEqual([]);
  });

  it('points at a name that is no setting', () => {
    expect(complaints(checkSettings({}, { RUNPOD_KEY: KEY }))).toEqual(['note .dev.vars: RUNPOD_KEY is not a setting']);
  });
});

describe('checkValues', () => {
  it('asks the edge itself, about the environment and .dev.vars alike', () => {
    const findings = checkValues(REPO_ROOT, { LOOK_AHEAD: '9' }, { TIMEOUT_MS: 'abc', LOOK_AHEAD: '1' }, {});
    expect(complaints(findings)).toEqual([
      expect.stringContaining('wrong TIMEOUT_MS must be a whole number of milliseconds'),
      expect.stringContaining('wrong LOOK_AHEAD must be a whole number of pieces'),
    ]);
  });

  it('shows no value of a wrong setting', () => {
    const findings = checkValues(REPO_ROOT, { QWEN_ENDPOINT: KEY }, { API_KEYS: ',' }, {});
    expect(complaints(findings)).toHaveLength(2);
    expect(JSON.stringify(findings)).not.toContain(KEY);
  });

  it('is content with the defaults', () => {
    expect(complaints(checkValues(REPO_ROOT, {}, {}, {}))).toEqual([]);
  });

  it('notes that it cannot look before the packages are installed', () => {
    const findings = checkValues('/no/checkout', { LOOK_AHEAD: '9' }, {}, {});
    expect(complaints(findings)).toEqual(['note the values of settings are not checked yet']);
  });
});

describe('checkTools', () => {
  it('misses what is required and notes what is optional', () => {
    const found = complaints(checkTools({ PATH: '' }, '18.0.0'));
    expect(found.filter((line) => line.startsWith('wrong'))).toHaveLength(4);
    expect(found.filter((line) => line.startsWith('note'))).toHaveLength(4);
  });
});
