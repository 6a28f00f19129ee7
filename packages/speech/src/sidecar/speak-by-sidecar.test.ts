import { floatToInt16 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { settle } from '../../test/event-loop.ts';
import { FakeSidecar, SIDECAR_URL, spoken } from '../../test/fake-sidecar.ts';
import { HandFedBody } from '../../test/hand-fed-body.ts';
import { within } from '../../test/lane.ts';
import { problemOf } from '../../test/problem.ts';
import { collect, joined } from '../../test/samples.ts';
import { raw, sidecarLane } from '../../test/sidecar-lane.ts';

describe('a request to a sidecar', () => {
  it('says what is to be spoken, who asks, and follows no redirect', async () => {
    const { sidecar, context, start } = sidecarLane();
    context.requestId = 'r-42';
    sidecar.speaks().feed(raw(1, 4)).end();
    await start({ text: 'Hello there.', voice: 'Any', options: { seed: 3, format: 'wav' } });
    const [call] = sidecar.asked;
    expect([call?.url, call?.method, call?.redirect]).toEqual([`${SIDECAR_URL}/api/tts/stream`, 'POST', 'manual']);
    expect(call?.body).toEqual({
      text: 'Hello there.',
      service: 'echotts',
      voice: 'Any',
      sample_rate: 8_000,
      format: 'pcm',
      seed: 3,
    });
    expect(Object.fromEntries(call?.headers ?? [])).toEqual({
      accept: 'audio/octet-stream',
      authorization: 'Bearer hush',
      'content-type': 'application/json',
      'x-request-id': 'r-42',
    });
  });

  it('carries no secret and no id when there is none', async () => {
    const { sidecar, start } = sidecarLane({ link: { secret: undefined } });
    sidecar.speaks().feed(raw(1, 4)).end();
    await start();
    expect([...(sidecar.asked[0]?.headers.keys() ?? [])]).toEqual(['accept', 'content-type']);
  });

  it('goes by the fetch of everything when the sidecar has no way of its own', async () => {
    const { sidecar, context, start } = sidecarLane({ link: { fetch: undefined } });
    const other = new FakeSidecar();
    other.speaks().feed(raw(1, 4)).end();
    context.fetch = other.fetch;
    await collect((await start()).audio);
    expect([sidecar.calls.length, other.asked.length]).toEqual([0, 1]);
  });

  it('is not made for a text that nobody can say', async () => {
    const { sidecar, start } = sidecarLane();
    expect((await problemOf(() => start({ text: '...' }))).code).toBe('invalid_request');
    expect(sidecar.calls).toEqual([]);
  });
});

describe('speech by a sidecar', () => {
  it('is what the sidecar sends, to the bit, whatever the pieces', async () => {
    const { sidecar, runpod, clock, start } = sidecarLane();
    const sent = Uint8Array.from({ length: 1_000 }, (_, i) => (i * 37) & 0xff);
    const body = sidecar.speaks();
    for (let i = 0; i < sent.length; i++) body.feed(sent.subarray(i, i + 1));
    body.end();
    const { audio, sampleRate, report } = await start();
    expect([floatToInt16(joined(await collect(audio))), sampleRate]).toEqual([sent, 8_000]);
    expect([report.samples, clock.sleepers(), runpod.calls]).toEqual([500, 0, []]);
  });

  it('comes a block a network read, as soon as it is there', async () => {
    const { sidecar, start } = sidecarLane();
    const body = sidecar.speaks().feed(raw(1, 3));
    const { audio } = await start();
    expect((await audio.next()).value?.length).toBe(3);
    const next = audio.next();
    await settle();
    body.feed(raw(2, 5));
    expect((await next).value?.length).toBe(5);
    body.end();
    expect((await audio.next()).done).toBe(true);
  });

  it('is read only while the listener reads', async () => {
    const { sidecar, clock, start } = sidecarLane();
    const body = sidecar
      .speaks()
      .feed(...Array.from({ length: 50 }, () => raw(1, 100)))
      .end();
    const { audio } = await start();
    await clock.advance(30_000);
    expect(body.pulls).toBe(1);
    for (let block = 1; block <= 5; block++) {
      await audio.next();
      expect(body.pulls).toBe(block);
    }
    // A listener who does not read keeps no watch over the sidecar, either.
    expect(sidecar.of('/health')).toEqual([]);
    await audio.return();
  });

  it('is brought to the rate that was asked for when the sidecar has another', async () => {
    const { sidecar, start } = sidecarLane();
    sidecar.speaks({ 'x-sample-rate': '48000' }).feed(raw(8_192, 3_000), raw(8_192, 3_000)).end();
    const heard = joined(await collect((await start()).audio));
    expect([heard.length, heard[500]?.toFixed(3)]).toEqual([1_000, '0.250']);
  });

  it('waits for minutes of a cold GPU as long as the sidecar lives', async () => {
    const { sidecar, clock, start } = sidecarLane();
    const answer = Promise.withResolvers<Response>();
    sidecar.script('/api/tts/stream', () => answer.promise);
    const starting = start();
    await clock.advance(55_500);
    const looks = sidecar.of('/health');
    expect([looks.length, looks[0]?.method, looks[0]?.headers.get('authorization')]).toEqual([
      55,
      'GET',
      'Bearer hush',
    ]);
    answer.resolve(spoken(raw(1, 4)));
    const { audio, report } = await starting;
    expect([report.firstAudioMs, sidecar.asked.length]).toEqual([55_500, 1]);
    await collect(audio);
    expect(clock.sleepers()).toBe(0);
  });

  it('holds no connection for a look at the health of the sidecar', async () => {
    const { sidecar, clock, start } = sidecarLane();
    const health = new HandFedBody();
    sidecar.script('/health', () => new Response(health.stream));
    const answer = Promise.withResolvers<Response>();
    sidecar.script('/api/tts/stream', () => answer.promise);
    const starting = start();
    await clock.advance(1_500);
    expect([health.cancelled, health.pulls]).toEqual([true, 0]);
    answer.resolve(spoken(raw(1, 4)));
    await collect((await starting).audio);
  });

  it('survives a silence in its middle as long as the sidecar lives', async () => {
    const { sidecar, clock, start } = sidecarLane();
    const body = sidecar.speaks().feed(raw(1, 4));
    const { audio } = await start();
    await audio.next();
    const next = audio.next();
    await clock.advance(10_000);
    // One look for each 3 s of silence.
    expect(sidecar.of('/health').length).toBe(3);
    body.feed(raw(2, 6)).end();
    expect((await next).value?.length).toBe(6);
    await collect(audio);
    expect(clock.sleepers()).toBe(0);
  });
});

describe('the report of a speech by a sidecar', () => {
  it('has what the sidecar says, and our own time of the first audio', async () => {
    const { sidecar, clock, start } = sidecarLane();
    const headers = {
      'server-timing': 'queue;dur=120, first-chunk;dur=300, first-audio;dur=340',
      'x-upstream-jobs': 'et-1',
      'x-ignored-fields': 'cfg',
      'x-voice': 'Echo',
      'x-pieces': '2',
    };
    sidecar.script('/api/tts/stream', () => clock.sleep(400).then(() => spoken(raw(1, 800), headers)));
    const { report, audio } = await within(clock, 500, start({ voice: 'echo' }));
    expect(report).toEqual({
      service: 'echotts',
      voice: 'Echo',
      characters: 6,
      pieces: 2,
      jobs: ['et-1'],
      queueMs: 120,
      firstChunkMs: 300,
      firstAudioMs: 400,
      sidecarMs: { queue: 120, 'first-chunk': 300, 'first-audio': 340 },
      samples: 0,
      marks: [],
      ignored: ['cfg'],
    });
    await collect(audio);
    expect(report.samples).toBe(800);
  });

  it.each([
    ['Zoe', 'Zoe'],
    [undefined, 'Alice'],
  ])('has the voice that was asked for (%s), or the default one, when the sidecar names none', async (voice, name) => {
    const { sidecar, start } = sidecarLane();
    sidecar.speaks().feed(raw(1, 4)).end();
    expect((await start({ voice })).report).toMatchObject({ voice: name, pieces: 0, sidecarMs: {} });
  });
});
