import { wavHeader } from '@voxlane/audio';
import { createVirtualClock } from '@voxlane/emulator';
import { Problem } from '@voxlane/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { emulatedLb, type LbSetting, lbOutcome } from '../test/emulated-lb.ts';
import { json, scriptedFetch } from '../test/scripted-fetch.ts';
import type { LbRunDeps } from './lb-deps.ts';
import { runLb } from './lb-run.ts';
import { DEFAULT_LIMITS } from './limits.ts';

let plain: number[] = [];

beforeAll(async () => {
  const { samples, problem } = await lbOutcome({ response: 'ndjson' });
  expect(problem).toBeUndefined();
  expect(samples.length).toBeGreaterThan(24_000);
  plain = samples;
});

describe('a load-balancing endpoint', () => {
  it.each(['pcm', 'wav', 'ndjson', 'sse'] as const)('gives the same sound as %s', async (response) => {
    const { samples, problem } = await lbOutcome({ response });
    expect(problem).toBeUndefined();
    expect(samples).toEqual(plain);
  });

  it.each(['pcm', 'wav', 'ndjson', 'sse'] as const)(
    'is read whole when %s comes in pieces of 701 bytes',
    async (response) => {
      const config = { pace: { coldStartMs: 0, realTimeFactor: 0.01 } };
      const { samples } = await lbOutcome({ response, config, faults: { splitBytes: 701 } });
      expect(samples).toEqual(plain);
    },
  );

  it('puts messages in order, as from a queue', async () => {
    expect((await lbOutcome({ response: 'ndjson', faults: { swap: [2], duplicate: [4] } })).samples).toEqual(plain);
  });

  it('reads an aggregate of WAV messages', async () => {
    const { payloads } = await lbOutcome({ response: 'sse', faults: { encoding: 'wav' } });
    expect(payloads.every((payload) => payload.kind === 'bytes')).toBe(true);
  });

  const failures: [string, LbSetting, string, RegExp][] = [
    [
      'an error of the worker',
      { response: 'pcm', faults: { lb: { fault: 'error-500' } } },
      'upstream_unreachable',
      /500/,
    ],
    ['a proxy that gave up', { response: 'pcm', faults: { lb: { fault: 'edge-524' } } }, 'upstream_unreachable', /524/],
    [
      'a proxy that gives up in the middle',
      { response: 'pcm', faults: { lb: { fault: 'edge-524', afterChunks: 2 } } },
      'upstream_unreachable',
      /HTML/,
    ],
    [
      'a cut in the middle',
      { response: 'pcm', faults: { lb: { fault: 'cut', afterChunks: 2 } } },
      'upstream_unreachable',
      /broke off/,
    ],
    [
      'a cut of messages',
      { response: 'ndjson', faults: { lb: { fault: 'cut', afterChunks: 2 } } },
      'upstream_unreachable',
      /broke off/,
    ],
    [
      'messages that end too early',
      { response: 'sse', faults: { lb: { fault: 'short', afterChunks: 4 } } },
      'upstream_gap',
      /lost at least one chunk/,
    ],
    [
      'no worker',
      { response: 'pcm', faults: { lb: { fault: 'no-workers' } }, limits: { queueMs: 12_000 } },
      'cold_start_timeout',
      /no workers available/,
    ],
    [
      'no answer at all',
      { response: 'pcm', faults: { lb: { fault: 'hang' } }, limits: { queueMs: 12_000 } },
      'cold_start_timeout',
      /12000 ms/,
    ],
    [
      'a stall',
      { response: 'pcm', faults: { stall: { afterChunks: 2, ms: 60_000 } } },
      'chunk_timeout',
      /CHUNK_TIMEOUT_MS/,
    ],
    ['an error in band', { response: 'ndjson', faults: { inBandErrorAfter: 2 } }, 'upstream_out_of_memory', /memory/],
    ['a lost message', { response: 'ndjson', faults: { lose: [2] } }, 'upstream_gap', /lost 1 of/],
    [
      'a key that is not accepted',
      { response: 'pcm', deps: { apiKey: 'wrong' } },
      'upstream_unauthorized',
      /RUNPOD_API_KEY/,
    ],
    [
      'an endpoint of the other kind',
      { response: 'pcm', deps: { url: 'http://runpod.test/v2/vibevoice-lb/run' } },
      'upstream_refused',
      /QB API/,
    ],
    [
      'raw audio of an unknown rate',
      { response: 'pcm', deps: { assumedSampleRate: undefined } },
      'upstream_bad_audio',
      /sampleRate/,
    ],
    ['MP3 as raw audio', { response: 'pcm', faults: { encoding: 'mp3' } }, 'upstream_bad_audio', /mp3/],
  ];

  it.each(failures)('says what happened: %s', async (_, setting, code, message) => {
    const { problem, samples } = await lbOutcome(setting);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toMatch(message);
    expect(plain.slice(0, samples.length)).toEqual(samples);
  });

  it('is left by closing the connection, which ends the job', async () => {
    const { audio, clock, emulator } = emulatedLb({ response: 'pcm' });
    await clock.run(audio.next());
    await clock.run(audio.return());
    await clock.advance(1_000);
    expect(emulator.jobs()[0]?.status).not.toBe('COMPLETED');
    expect(emulator.jobs()[0]?.handlerStoppedAt).toBeLessThanOrEqual(clock.now());
  });

  it('is left at once by a listener who goes while it waits', async () => {
    const { audio, clock, left } = emulatedLb({ response: 'pcm', faults: { lb: { fault: 'hang' } } });
    const first = audio.next();
    first.catch(() => undefined);
    await clock.advance(2_000);
    left.abort(new Problem('client_closed', 'gone'));
    await expect(clock.run(first)).rejects.toMatchObject({ code: 'client_closed' });
  });
});

describe('a body from elsewhere', () => {
  const run = (response: Response, reading: Partial<LbRunDeps> = {}) => {
    const clock = createVirtualClock();
    const { fetch } = scriptedFetch([response]);
    const deps = {
      url: 'https://tts.example.com/speak',
      apiKey: undefined,
      fetch,
      clock,
      limits: DEFAULT_LIMITS,
      files: { fetch, clock, random: () => 0.5, audioHosts: [], timeoutMs: 1_000 },
      observer: { onJob: () => undefined, onRunning: () => undefined, onChunk: () => undefined },
      onGap: 'error' as const,
      encoding: 'auto' as const,
      sampleRate: undefined,
      assumedSampleRate: undefined,
      ...reading,
    };
    return clock.run(Array.fromAsync(runLb({ text: 'hi' }, deps, new AbortController().signal)));
  };
  const audio = new Uint8Array(64).fill(1);

  it.each([
    ['its content type', { 'content-type': 'audio/pcm;rate=24000;channels=1' }, 24_000],
    ['its content type in quotes', { 'content-type': 'audio/pcm; rate="24000"' }, 24_000],
    ['a header', { 'content-type': 'application/octet-stream', 'x-sample-rate': '16000' }, 16_000],
    ['a header beside an empty parameter', { 'content-type': 'audio/pcm;rate=', 'x-sample-rate': '16000' }, 16_000],
  ])('has the rate that %s says', async (_, headers, sampleRate) => {
    expect(await run(new Response(audio, { headers }))).toMatchObject([{ kind: 'samples', sampleRate }]);
  });

  it.each([
    ['0', 'rate of "0"'],
    ['3999', 'rate of "3999"'],
    ['192001', 'rate of "192001"'],
    ['44100.5', 'rate of "44100.5"'],
    ['48k', 'rate of "48k"'],
    ['9'.repeat(500), `rate of "${'9'.repeat(60)}"`],
  ])('is refused with its rate when that is %s', async (rate, message) => {
    for (const headers of [{ 'content-type': `audio/pcm;rate=${rate}` }, { 'x-sample-rate': rate }]) {
      await expect(run(new Response(audio, { headers }), { assumedSampleRate: 48_000 })).rejects.toMatchObject({
        code: 'upstream_bad_audio',
        message: expect.stringContaining(message),
      });
    }
  });

  it('declares no rate by an empty header', async () => {
    const empty = () => new Response(audio, { headers: { 'x-sample-rate': '' } });
    await expect(run(empty())).rejects.toMatchObject({ message: expect.stringContaining('does not say its rate') });
    expect(await run(empty(), { assumedSampleRate: 22_050 })).toMatchObject([{ sampleRate: 22_050 }]);
  });

  it('has the rate of the settings, whatever it declares', async () => {
    const response = new Response(audio, { headers: { 'x-sample-rate': '0' } });
    expect(await run(response, { sampleRate: 24_000 })).toMatchObject([{ sampleRate: 24_000 }]);
  });

  it.each([
    ['its content type', { 'content-type': 'audio/pcm;rate=24000;channels=2' }],
    ['a header', { 'content-type': 'audio/pcm;rate=24000', 'x-channels': '2' }],
  ])('is mixed to mono when %s says two channels', async (_, headers) => {
    const stereo = new Uint8Array(Int16Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 16_384 : 0)).buffer);
    const pieces = new ReadableStream({
      start(controller) {
        for (const [from, to] of [
          [0, 33],
          [33, 34],
          [34, 80],
        ])
          controller.enqueue(stereo.slice(from, to));
        controller.close();
      },
    });
    const payloads = await run(new Response(pieces, { headers }));
    const samples = payloads.flatMap((payload) => (payload.kind === 'samples' ? [...payload.samples] : []));
    expect(samples).toEqual(new Array(20).fill(0.25));
  });

  it('is mixed to mono from float32 too', async () => {
    const stereo = new Float32Array([1, 0, 0.5, 0.5, -1, 1, 0, -0.5]);
    const response = new Response(stereo, { headers: { 'content-type': 'audio/float32;rate=24000;channels=2' } });
    expect(await run(response)).toMatchObject([{ samples: Float32Array.of(0.5, 0.5, 0, -0.25) }]);
  });

  it.each(['0', '9', '1.5', '-1', 'two', '1e9'])('is refused with its channels when they are %s', async (channels) => {
    const response = new Response(audio, { headers: { 'x-sample-rate': '24000', 'x-channels': channels } });
    await expect(run(response)).rejects.toMatchObject({
      code: 'upstream_bad_audio',
      message: expect.stringContaining(`"${channels}" channels`),
    });
  });

  it('is 16-bit where the settings say so, whatever it declares', async () => {
    const response = new Response(new Int16Array(16).fill(8_192), {
      headers: { 'content-type': 'audio/pcm_f32le;rate=48000' },
    });
    expect(await run(response, { encoding: 'int16' })).toMatchObject([{ samples: new Float32Array(16).fill(0.25) }]);
  });

  it.each([
    ['no body', null, 'audio/pcm;rate=48000'],
    ['0 bytes of raw audio', '', 'audio/pcm;rate=48000'],
    ['0 bytes of an unknown rate', '', 'application/octet-stream'],
    ['0 bytes of WAV', '', 'audio/wav'],
    ['only a WAV header', wavHeader({ sampleRate: 24_000 }), 'audio/wav'],
    ['half a sample', new Uint8Array(1), 'audio/pcm;rate=48000'],
    ['0 bytes of messages', '', 'application/x-ndjson'],
    ['0 bytes of events', '', 'text/event-stream'],
    ['only an end', '{"status":"complete","total_chunks":0}\n', 'application/x-ndjson'],
  ])('is no audio when it is %s', async (_, body, type) => {
    await expect(run(new Response(body, { headers: { 'content-type': type } }))).rejects.toMatchObject({
      code: 'upstream_bad_reply',
      retryable: false,
      message: expect.stringContaining('ended without audio: it yielded nothing'),
    });
  });

  it('may be float32 by its content type', async () => {
    const [payload] = await run(
      new Response(new Float32Array(8).fill(0.25), { headers: { 'content-type': 'audio/pcm_f32le;rate=48000' } }),
    );
    expect(payload).toMatchObject({ kind: 'samples', samples: new Float32Array(8).fill(0.25) });
  });

  it.each<[string, Response, string]>([
    ['JSON that is no message', json({ hello: 1 }), 'upstream_bad_reply'],
    [
      'a line that is no JSON',
      new Response('{"a":\n', { headers: { 'content-type': 'application/x-ndjson' } }),
      'upstream_bad_reply',
    ],
    [
      'an empty body',
      new Response(null, { headers: { 'content-type': 'audio/pcm;rate=48000' } }),
      'upstream_bad_reply',
    ],
    [
      'HTML',
      new Response('<!DOCTYPE html><html><body>hello there</body></html>', {
        headers: { 'content-type': 'text/html' },
      }),
      'upstream_bad_audio',
    ],
  ])('is refused when it is %s', async (_, response, code) => {
    await expect(run(response)).rejects.toMatchObject({ code });
  });
});
