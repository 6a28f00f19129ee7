import { AUDIO_FORMATS, type AudioFormat } from '@voxlane/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesOf } from './harness/compare-sound.ts';
import { NO_DECODER } from './harness/decode-sound.ts';
import { orderOf } from './harness/deliveries.ts';
import { expectWholeTone } from './harness/expect-whole-tone.ts';
import { FORMAT_FACTS } from './harness/format-facts.ts';
import { eventually, jobsAbout, stoppedJobs } from './harness/jobs.ts';
import { ask } from './harness/listener.ts';
import { rawListener } from './harness/raw-listener.ts';
import { steppingVoice } from './harness/stepping-voice.ts';
import { type System, startSystem } from './harness/system.ts';

const RATE = 48_000;
/** More than 3 MiB of samples: 42 s. */
const TOO_LONG = 'This is a sentence of a tone, as all the others here. '.repeat(40);

/** The request for a clip in one answer. */
const clipOf = (format: AudioFormat, text: string) =>
  orderOf({ path: '/v1/audio/speech', format, framing: 'audio' }, text, { stream: false, sample_rate: RATE });

describe('a clip that is collected first, in every format', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ emulator: { synthesize: steppingVoice }, settings: { MAX_ATTEMPTS: '1' } });
  });
  afterAll(() => system.close());

  async function hear(format: AudioFormat, text: string) {
    const { status, headers, hear } = await ask(system.url, clipOf(format, text));
    return { status, headers, ...(await hear()) };
  }

  it.skipIf(NO_DECODER !== '').concurrent.each(AUDIO_FORMATS)(
    `%s is whole and says its length${NO_DECODER}`,
    async (format) => {
      const text = 'It is one tone without any pause, and whole.';
      const [heard, made] = await Promise.all([hear(format, text), hear('pcm', text)]);
      expect([heard.status, heard.headers['content-length']]).toEqual([200, String(heard.bytes.length)]);
      const { types, magic } = FORMAT_FACTS[format];
      expect(heard.headers['content-type']).toBe(types['/v1/audio/speech']);
      expect(heard.bytes.toString('latin1', 0, 64)).toMatch(magic);
      await expectWholeTone(format, heard.bytes, samplesOf(made.bytes), RATE);
    },
  );

  it('goes on as a stream where it is too long to be held', async () => {
    const [clip, made] = [await hear('wav', TOO_LONG), (await hear('pcm', TOO_LONG)).bytes];
    expect([clip.status, clip.headers['content-length'], clip.broken]).toEqual([200, undefined, false]);
    expect(clip.bytes.toString('latin1', 0, 64)).toMatch(FORMAT_FACTS.wav.magic);
    expect(clip.bytes.subarray(-made.length).equals(made)).toBe(true);
    expect(clip.bytes.length - made.length, 'the header').toBe(44);
  });

  it.concurrent.each(AUDIO_FORMATS)('a failure within %s is an error and no audio', async (format) => {
    const text = `It fails within the clip of ${format}.`;
    const faults = { end: { status: 'FAILED', afterChunks: 3 } } as const;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults });
    const { status, headers, bytes, broken } = await hear(format, text);
    expect([status, headers['content-type'], broken]).toEqual([502, 'application/json', false]);
    expect(JSON.parse(bytes.toString()).error).toMatchObject({ code: 'upstream_failed', type: 'server_error' });
  });

  it.concurrent.each(AUDIO_FORMATS)('leaving while %s is collected cancels the job', async (format) => {
    const text = `Left while collected as ${format}.`;
    const faults = { pace: { msPerChunk: 300 } };
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults });
    const { json, path } = clipOf(format, text);
    const socket = await rawListener(system.url, json, path);
    await eventually('some audio was taken', () => (jobsAbout(system, text)[0]?.chunks.taken ?? 0) > 0);
    socket.resetAndDestroy();
    const jobs = await stoppedJobs(system, text);
    expect(jobs.map(({ status, cancelReceivedAt }) => [status, typeof cancelReceivedAt])).toEqual([
      ['CANCELLED', 'number'],
    ]);
  });
});
