import { encodeBase64, floatToInt16 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { CLIP_RATE, CLIP_SAMPLES, type ClipLane, clip, clipLane, SENTENCES, wavClip } from '../test/clip-lane.ts';
import { settle } from '../test/event-loop.ts';
import { LIMITS, within } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { collect, joined } from '../test/samples.ts';
import { UpstreamLimits } from './upstream-limits.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers every call, the latest ones included, until the speech is over. */
async function answerAll(setting: ClipLane, answer: () => Response = clip): Promise<void> {
  for (let answered = 0; ; answered++) {
    await settle();
    const call = setting.calls[answered];
    if (call === undefined) return;
    call.answer(answer());
  }
}

describe('a server of whole clips', () => {
  it('is posted the text with its speaker and language, and its clip goes out at its own rate', async () => {
    const setting = clipLane();
    const order = {
      voice: 'vivian',
      options: { instruct: 'Softly.', seed: 7, language: 'gERMAN' },
      speed: 1.5,
      pitch: 0.9,
    };
    const speaking = setting.start(order);
    await answerAll(setting);
    const { audio, sampleRate, report } = await speaking;
    const bodies = setting.calls.map(({ body }) => body);
    expect(bodies).toEqual([
      { text: 'Hello.', speaker: 'Vivian', language: 'German', instruct: 'Softly.', seed: 7, speed: 1.5, pitch: 0.9 },
    ]);
    expect([sampleRate, joined(await collect(audio)).length]).toEqual([CLIP_RATE, CLIP_SAMPLES]);
    expect([report.voice, report.ignored]).toEqual(['Vivian', []]);
  });

  it('is told of English and Ryan when nothing is asked for', async () => {
    const setting = clipLane();
    const speaking = setting.start();
    await answerAll(setting);
    await collect((await speaking).audio);
    expect(setting.calls[0]?.body).toEqual({ text: 'Hello.', speaker: 'Ryan', language: 'English' });
  });

  const samples = floatToInt16(new Float32Array(CLIP_SAMPLES).fill(0.25));
  it.each([
    ['a WAV file', clip],
    ['raw samples in JSON', () => Response.json({ audio: encodeBase64(samples), sample_rate: CLIP_RATE })],
    ['a WAV file in JSON', () => Response.json({ audio: encodeBase64(wavClip()), sample_rate: CLIP_RATE })],
    ['a WAV file in JSON under another name', () => Response.json({ audio_base64: encodeBase64(wavClip()) })],
  ])('may answer with %s', async (_, answer) => {
    const setting = clipLane();
    const speaking = setting.start();
    await answerAll(setting, answer);
    const { audio, sampleRate } = await speaking;
    const heard = joined(await collect(audio));
    expect([sampleRate, heard.length, heard[1_000]]).toEqual([CLIP_RATE, CLIP_SAMPLES, 0.25]);
  });

  it.each([
    [422, { detail: [{ loc: ['body', 'speaker'], msg: 'no such speaker' }] }, 'upstream_refused', 'no such speaker'],
    [400, { detail: 'bad text' }, 'upstream_refused', 'bad text'],
    [500, { error: 'kernel died at /srv/app/model.py' }, 'upstream_unreachable', 'kernel died'],
    [500, { detail: 'CUDA out of memory. Tried to allocate' }, 'upstream_out_of_memory', 'CUDA out of memory'],
    [503, { error: 'GPU OOM' }, 'upstream_out_of_memory', 'OOM'],
    [507, { detail: 'try later' }, 'upstream_out_of_memory', 'try later'],
    [200, { error: 'CUDA out of memory' }, 'upstream_out_of_memory', 'CUDA out of memory'],
  ])('that answers %i %j fails by name, and is not asked again', async (status, body, code, says) => {
    const setting = clipLane();
    const speaking = problemOf(setting.start);
    await answerAll(setting, () => new Response(JSON.stringify(body), { status, headers: JSON_TYPE }));
    const problem = await speaking;
    expect([problem.code, setting.calls.length]).toEqual([code, 1]);
    expect(problem.message).toContain(says);
    expect(problem.message).toMatch(
      status === 200 ? /^The speech model failed: / : /^The speech server answered \d{3}: /,
    );
    expect(problem.message).not.toContain('/srv');
  });

  it('has ITEM_TIMEOUT_MS for its clip, and no less for a model that must be loaded first', async () => {
    const setting = clipLane();
    const speaking = problemOf(setting.start);
    await setting.clock.advance(LIMITS.clipMs - 1);
    expect(setting.atWork()).toBe(1);
    await setting.clock.advance(1);
    const problem = await speaking;
    expect([problem.code, problem.message.includes('ITEM_TIMEOUT_MS')]).toEqual(['first_audio_timeout', true]);
    expect([setting.atWork(), setting.clock.sleepers()]).toEqual([0, 0]);
  });
});

describe('a long text at a server of whole clips', () => {
  it('has no more than two pieces at work, two as soon as it is heard, and all of them in order', async () => {
    const setting = clipLane();
    const speaking = setting.start({ text: SENTENCES });
    await settle();
    expect(setting.atWork()).toBe(1);
    setting.calls[0]?.answer(clip(0.1));
    const { audio, report } = await speaking;
    const heard: Float32Array[] = [];
    const listening = (async () => {
      for await (const block of audio) heard.push(block.slice());
    })();
    await settle();
    expect(setting.atWork()).toBe(2);
    setting.calls[2]?.answer(clip(0.3));
    await settle();
    expect([setting.calls.length, setting.atWork()]).toEqual([3, 1]);
    setting.calls[1]?.answer(clip(0.2));
    await settle();
    expect([setting.calls.length, setting.atWork()]).toEqual([5, 2]);
    setting.calls[3]?.answer(clip(0.4));
    setting.calls[4]?.answer(clip(0.5));
    await listening;
    expect(report.pieces).toBe(5);
    const middles = [0, 1, 2, 3, 4].map((piece) => joined(heard)[piece * CLIP_SAMPLES + CLIP_SAMPLES / 2]);
    expect(middles.map((value) => Math.round(10 * (value ?? 0)))).toEqual([1, 2, 3, 4, 5]);
  });

  it('is one job where no pieces are wanted', async () => {
    const setting = clipLane();
    const speaking = setting.start({ text: ` ${SENTENCES}`, pieces: false });
    await answerAll(setting);
    const { audio, report } = await speaking;
    await collect(audio);
    expect(setting.calls.map(({ body }) => body.text)).toEqual([SENTENCES]);
    expect([report.pieces, report.marks]).toEqual([1, [{ start: 0, end: SENTENCES.length + 1, sample: 0 }]]);
  });

  it('says where its pieces begin', async () => {
    const setting = clipLane({ jointSilenceMs: 100 });
    const speaking = setting.start({ text: SENTENCES });
    await settle();
    const answering = answerAll(setting);
    const { audio, report } = await speaking;
    const listening = collect(audio);
    await answering;
    await answerAll(setting);
    await listening;
    const silence = CLIP_RATE / 10;
    expect(report.marks.map(({ sample }) => sample)).toEqual([0, 1, 2, 3, 4].map((i) => i * (CLIP_SAMPLES + silence)));
    expect(report.marks.map(({ start, end }) => SENTENCES.slice(start, end)).join('')).toBe(SENTENCES);
    expect(report.marks[1]?.start).toBe(SENTENCES.indexOf('Now'));
  });

  it('breaks with the piece that ran out of memory, and starts none after it', async () => {
    const setting = clipLane();
    const speaking = setting.start({ text: SENTENCES });
    await settle();
    setting.calls[0]?.answer(clip());
    const { audio } = await speaking;
    const listening = problemOf(() => collect(audio));
    await settle();
    setting.calls[1]?.answer(Response.json({ detail: 'CUDA out of memory' }, { status: 500 }));
    expect((await listening).code).toBe('upstream_out_of_memory');
    await settle();
    expect([setting.calls.length, setting.atWork(), setting.clock.sleepers()]).toEqual([3, 0, 0]);
  });
});

describe('a listener to clips who leaves', () => {
  it('has the work upstream stopped, and none begun after it', async () => {
    const upstreamLimits = new UpstreamLimits(clipLane().clock);
    const setting = clipLane({}, { upstreamLimits });
    const speaking = setting.start({ text: SENTENCES });
    await settle();
    setting.calls[0]?.answer(clip());
    const { audio } = await speaking;
    await audio.next();
    await settle();
    expect(setting.atWork()).toBe(2);
    setting.listener.abort();
    await settle();
    expect(setting.calls.slice(1).map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect([setting.calls.length, setting.atWork(), setting.clock.sleepers()]).toEqual([3, 0, 0]);
    expect((await problemOf(() => collect(audio))).code).toBe('client_closed');
  });

  it('while waiting for a place asks for nothing, and lets the next one have it', async () => {
    const first = clipLane({ atOnce: 1 });
    const upstreamLimits = new UpstreamLimits(first.clock);
    first.context.upstreamLimits = upstreamLimits;
    const second = clipLane({ atOnce: 1 }, { upstreamLimits, clock: first.clock });
    const third = clipLane({ atOnce: 1 }, { upstreamLimits, clock: first.clock });
    const speaking = [first.start(), problemOf(second.start), third.start()] as const;
    await settle();
    expect([first, second, third].map(({ calls }) => calls.length)).toEqual([1, 0, 0]);
    second.listener.abort();
    expect((await speaking[1]).code).toBe('client_closed');
    first.calls[0]?.answer(clip());
    await settle();
    expect([first, second, third].map(({ calls }) => calls.length)).toEqual([1, 0, 1]);
    third.calls[0]?.answer(clip());
    for (const speech of [await speaking[0], await speaking[2]]) await collect(speech.audio);
    expect(first.clock.sleepers()).toBe(0);
  });
});

describe('a wait for a place', () => {
  it('takes nothing from the time for the clip', async () => {
    const first = clipLane({ atOnce: 1 });
    const upstreamLimits = new UpstreamLimits(first.clock);
    first.context.upstreamLimits = upstreamLimits;
    const second = clipLane({ atOnce: 1 }, { upstreamLimits, clock: first.clock });
    const speaking = [first.start(), second.start()] as const;
    await first.clock.advance(LIMITS.clipMs - 1);
    first.calls[0]?.answer(clip());
    await first.clock.advance(LIMITS.clipMs - 1);
    second.calls[0]?.answer(clip());
    for (const speech of speaking) expect((await collect((await speech).audio)).length).toBeGreaterThan(0);
  });

  it('counts as time of the whole request', async () => {
    const first = clipLane({ atOnce: 1 });
    const upstreamLimits = new UpstreamLimits(first.clock);
    const none = await upstreamLimits.slot(first.context.services.qwen, new AbortController().signal);
    const waiting = clipLane({ atOnce: 1 }, { upstreamLimits, clock: first.clock });
    const problem = await problemOf(() => within(first.clock, LIMITS.totalMs, waiting.start()));
    expect([problem.code, waiting.calls.length]).toEqual(['total_timeout', 0]);
    none.release();
  });
});

describe('a clip by a job of a queue', () => {
  const endpoint = { kind: 'queue', base: 'https://api.runpod.ai/v2/qw' } as const;
  const output = { audio_base64: encodeBase64(wavClip()), sample_rate: CLIP_RATE };

  function queued() {
    const setting = clipLane();
    const { services } = setting.context;
    Object.assign(setting.context, { services: { ...services, qwen: { ...services.qwen, endpoint } } });
    return setting;
  }

  it('is the result of a handler that yields nothing, had without a wait', async () => {
    const setting = queued();
    setting.runpod.script('qw/stream', { status: 'COMPLETED', stream: [] });
    setting.runpod.script('qw/status', { status: 'COMPLETED', output });
    const { audio, sampleRate } = await setting.start();
    expect([sampleRate, joined(await collect(audio)).length]).toEqual([CLIP_RATE, CLIP_SAMPLES]);
    expect(setting.runpod.of('qw/stream')).toHaveLength(1);
    expect(setting.runpod.of('qw/run')[0]?.input).toEqual({ text: 'Hello.', speaker: 'Ryan', language: 'English' });
  });

  it('is still waited for where it is yielded late', async () => {
    const setting = queued();
    const late = { status: 'COMPLETED', stream: [{ output }] };
    setting.runpod.script('qw/stream', { status: 'COMPLETED', stream: [] }, late, { status: 'COMPLETED', stream: [] });
    setting.runpod.script('qw/status', { status: 'COMPLETED' });
    const { audio } = await within(setting.clock, 1_000, setting.start());
    expect(joined(await within(setting.clock, 5_000, collect(audio))).length).toBe(CLIP_SAMPLES);
  });

  it('that never came is an error', async () => {
    const setting = queued();
    setting.runpod.script('qw/stream', { status: 'COMPLETED', stream: [] });
    setting.runpod.script('qw/status', { status: 'COMPLETED' });
    const problem = await problemOf(() => within(setting.clock, 5_000, setting.start()));
    expect([problem.code, setting.runpod.of('qw/run').length]).toEqual(['upstream_bad_reply', 1]);
  });

  it('that ran out of memory says so', async () => {
    const setting = queued();
    setting.runpod.script('qw/stream', { status: 'FAILED', stream: [] });
    setting.runpod.script('qw/status', { status: 'FAILED', error: '{"error_message":"CUDA out of memory"}' });
    const problem = await problemOf(setting.start);
    expect([problem.code, problem.retryable]).toEqual(['upstream_out_of_memory', true]);
  });

  it('has ITEM_TIMEOUT_MS from when a worker took it', async () => {
    const setting = queued();
    setting.runpod.script(
      'qw/stream',
      { status: 'IN_PROGRESS', stream: [] },
      () => new Promise<never>(() => undefined),
    );
    setting.runpod.script('qw/status', { status: 'IN_PROGRESS' });
    const problem = await problemOf(() => within(setting.clock, LIMITS.clipMs + 5_000, setting.start()));
    expect([problem.code, problem.message.includes('ITEM_TIMEOUT_MS')]).toEqual(['first_audio_timeout', true]);
    expect(setting.runpod.cancelled('qw')).toHaveLength(1);
  });

  it('is cancelled when the listener leaves', async () => {
    const setting = queued();
    setting.runpod.stall('qw/stream');
    const speaking = problemOf(setting.start);
    await settle();
    setting.listener.abort();
    expect((await speaking).code).toBe('client_closed');
    await settle();
    expect(setting.runpod.cancelled('qw')).toEqual(['qw-1']);
  });
});
