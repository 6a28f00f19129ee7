import { describe, expect, it } from 'vitest';
import { cleanErrorText } from './error-text.ts';

const handlerError = JSON.stringify({
  error_type: "<class 'torch.OutOfMemoryError'>",
  error_message: 'CUDA out of memory',
  error_traceback: 'Traceback (most recent call last):\n  File "/app/handler.py", line 7',
  hostname: 'w0rk3r-abc-64410f2e',
  worker_id: 'w0rk3r',
  runpod_version: '1.12.0',
});

describe('cleanErrorText', () => {
  const cases: [string, unknown, string][] = [
    ['a plain sentence', 'voice not found', 'voice not found'],
    ["a handler's JSON string", handlerError, 'CUDA out of memory'],
    ['JSON inside a string inside an object', { error: handlerError }, 'CUDA out of memory'],
    ['JSON behind a prefix', `job failed: ${handlerError}`, 'CUDA out of memory'],
    [
      'a traceback behind the message',
      'handler: boom \ntraceback: Traceback (most recent call last): File "/a/b.py"',
      'handler: boom',
    ],
    ['problem+json', { status: 401, title: 'Unauthorized', detail: 'invalid api key' }, 'invalid api key'],
    ['validation errors of FastAPI', { detail: [{ loc: ['body'], msg: 'field required' }] }, 'field required'],
    [
      'an HTML page',
      '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>',
      'an HTML page titled "502 Bad Gateway"',
    ],
    ['an HTML page without a title', '<html><body>x</body></html>', 'an HTML page'],
    ['nothing', undefined, ''],
    ['an empty object', {}, ''],
    ['a number', 42, '42'],
  ];

  it.each(cases)('reads %s', (_, error, expected) => {
    expect(cleanErrorText(error)).toBe(expected);
  });

  it.each([
    ['an API key', 'bad key rpa_ABCDEFGHIJKLMNOP123456', 'rpa_ABC'],
    ['a bearer token', 'header was Bearer abc.def-ghi', 'abc.def'],
    ['an address', 'cannot reach 10.1.2.3:8000', '10.1.2.3'],
    ['a host of the platform', 'from pod-7.proxy.runpod.net', 'runpod.net'],
    ['a URL', 'GET https://internal.example.com/x?token=1 failed', 'internal.example.com'],
    ['a path', 'no such file /runpod-volume/voices/alice.wav', 'runpod-volume'],
    ['a labelled secret', 'api_key=hunter2hunter2', 'hunter2'],
    ['a host name in a dict', "{'hostname': 'w0rk3r-1'}", 'w0rk3r-1'],
  ])('takes out %s', (_, error, secret) => {
    expect(cleanErrorText(error)).not.toContain(secret);
  });

  it('is one line of bounded length, also for megabytes', () => {
    const text = cleanErrorText(`${'long\n'.repeat(500_000)}`);
    expect(text.length).toBe(300);
    expect(text).not.toContain('\n');
  });

  it('survives nesting without end', () => {
    let error: unknown = 'deep';
    for (let i = 0; i < 100; i++) error = { error };
    expect(cleanErrorText(error)).toBe('');
  });
});
