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
    [
      'a title that names the endpoint',
      '<html><title>ENDPOINTID.api.runpod.ai | 502: Bad gateway</title></html>',
      'an HTML page titled "(a host) | 502: Bad gateway"',
    ],
    ['a title over two lines', '<html><title class="x">\n 502\n Bad </title>', 'an HTML page titled "502 Bad"'],
    ['a title that is nothing but blanks', '<html><title> \n </title>', 'an HTML page'],
    ['an HTML page without a title', '<html><body>x</body></html>', 'an HTML page'],
    ['an HTML page with JSON in it', '<html><script>{"message":"x"}</script></html>', 'an HTML page'],
    ['an object with nothing but a traceback', { error_traceback: 'Traceback (most' }, ''],
    ['JSON with nothing but a traceback', '{"error_traceback": "Traceback (most recent call last)"}', ''],
    ['a dict with nothing but a traceback', "{'error_traceback': 'Traceback (most recent call last)'}", ''],
    ['JSON that was cut within its traceback', '{"error_traceback": "Traceback (most', ''],
    ['JSON without a message behind a prefix', 'job failed {"error_traceback": "x"}', 'job failed'],
    ['JSON without a message within a sentence', 'no voice {"id": 3} here', 'no voice here'],
    ['braces that are no JSON', 'no voice {name} here', 'no voice {name} here'],
    [
      'a message behind a traceback of many pages',
      JSON.stringify({ error_traceback: 'x'.repeat(100_000), error_message: 'out of memory' }),
      'out of memory',
    ],
    ['a frame of Python', 'boom File "/app/x.py", line 7, in run', 'boom'],
    ['a file that is no frame', 'File "alice.wav" not found', 'File "alice.wav" not found'],
    ['a frame of JavaScript', 'boom\n    at async Foo.bar (/app/x.js:3:14)', 'boom'],
    ['a sentence like a frame', 'He looked at me (hard) and failed', 'He looked at me (hard) and failed'],
    ['line ends that were escaped twice', 'one\\ntwo', 'one two'],
    ['a count of tokens', 'too many tokens: 5000', 'too many tokens: 5000'],
    [
      'a name that looks like a key',
      'hf_hub_download of task_something_long',
      'hf_hub_download of task_something_long',
    ],
    ['a secret and the words around it', 'key HF_TOKEN=abc is bad', 'key (a secret) is bad'],
    ['a URL as the value of a secret', 'password: postgres://u:p@h is bad', '(a secret) is bad'],
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
    ['an API key in capitals', 'bad key RPA_ABCDEFGHIJKLMNOP123456', 'ABCDEF'],
    ['a key behind other letters', 'bad key my_rpa_ABCDEFGHIJKLMNOP123456', 'ABCDEF'],
    ['a key of another vendor', 'bad key sk-proj-abc123def456', 'abc123'],
    ['a variable with a key', 'RUNPOD_API_KEY=abc', 'abc'],
    ['a variable with an access key', 'AWS_SECRET_ACCESS_KEY=abc/d+e', 'abc'],
    ['a variable with a token', 'HF_TOKEN=abc', 'abc'],
    ['a password with a prefix', 'db_password: hunter2', 'hunter2'],
    ['a password with blanks', 'password: "hunter two"', 'two'],
    ['a password with quotes', String.raw`password: "hunter\"two"`, 'two'],
    ['a token in JSON that was escaped', String.raw`oops {\"token\": \"abc\"`, 'abc'],
    ['a scheme and its value', 'authorization: Basic abcdef', 'abcdef'],
    ['a scheme in JSON', 'headers {"Authorization": "Basic abcdef", oops', 'abcdef'],
    ['a password in a URL', 'postgres://user:pw@host', 'pw'],
    ['a password with a bracket in a URL', 'redis://:x)pw@host:6379/0', 'pw'],
    ['the host of such a URL', 'amqp+ssl://user:pw@queue7', 'queue7'],
    ['a URL with escaped slashes', String.raw`s3:\/\/bucket7\/key`, 'bucket7'],
    ['an endpoint id', 'endpoint_id=abc123xyz is gone', 'abc123xyz'],
    ['a key in a title', '<html><title>HF_TOKEN=abc</title>', 'abc'],
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

  // 20 000 characters each, as many as are looked at: cubic time over one of them is a timeout.
  it.each([' ', '\n', '\\n', '"', '\\', '/', ':', '-', '=', '@', '{', '<', '1', 'a'])('survives runs of %j', (unit) => {
    for (const tail of ['', '.', '/a', 'x:', ': ', '@ ', 'token', '-token', 'traceback ', 'at a (', ' File "', '://']) {
      const run = `${unit}${tail}`.repeat(20_000 / (unit.length + tail.length));
      for (const text of [run, `x${run}!`, `<html>${run}`, `<html><title>${run}`]) {
        expect(cleanErrorText(text).length).toBeLessThanOrEqual(300);
      }
    }
  });

  // One such text in quadratic time takes some tenths of a second, so a hundred of them are a timeout.
  it.each(['a.', '/a', 'x:', '-token', 'account_secret_', '://', 'at a (:'])('stays quick over runs of %j', (unit) => {
    const run = `x${unit.repeat(20_000 / unit.length)}!`;
    for (let i = 0; i < 100; i++) expect(cleanErrorText(run).length).toBeLessThanOrEqual(300);
  });

  it('survives nesting without end', () => {
    let error: unknown = 'deep';
    for (let i = 0; i < 100; i++) error = { error };
    expect(cleanErrorText(error)).toBe('');
  });
});
