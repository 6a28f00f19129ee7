import { describe, expect, it } from 'vitest';
import { checkSettings } from './check-settings.mjs';
import { checkTools } from './check-tools.mjs';

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

  it.each([KEY, 'ftp://host/', 'https://user:pass@host/'])(
    'refuses the endpoint %s without repeating it',
    (address) => {
      const findings = checkSettings({ QWEN_ENDPOINT: address }, {});
      expect(complaints(findings)).toEqual([expect.stringContaining('wrong QWEN_ENDPOINT is not an http(s) URL')]);
      expect(JSON.stringify(findings)).not.toContain(address);
    },
  );

  it('misses the key for an endpoint at RunPod', () => {
    expect(complaints(checkSettings({ QWEN_ENDPOINT: REAL }, {}))).toEqual([expect.stringContaining('needs a key')]);
    expect(complaints(checkSettings({ QWEN_ENDPOINT: 'http://127.0.0.1:9000' }, {}))).toEqual([]);
  });

  it('points at a name that is no setting', () => {
    expect(complaints(checkSettings({}, { RUNPOD_KEY: KEY }))).toEqual(['note .dev.vars: RUNPOD_KEY is not a setting']);
  });
});

describe('checkTools', () => {
  it('misses what is required and notes what is optional', () => {
    const found = complaints(checkTools({ PATH: '' }, '18.0.0'));
    expect(found.filter((line) => line.startsWith('wrong'))).toHaveLength(4);
    expect(found.filter((line) => line.startsWith('note'))).toHaveLength(4);
  });
});
