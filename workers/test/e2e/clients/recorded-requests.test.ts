import { AUDIO_FORMATS } from '@voxlane/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../../scripts/edge/built-edge.ts';
import { NO_DECODER } from '../harness/decode-sound.ts';
import { type Answer, ask, type Call, type Heard } from '../harness/listener.ts';
import { missing, run } from '../harness/programs.ts';
import { steppingVoice } from '../harness/stepping-voice.ts';
import { type System, startSystem } from '../harness/system.ts';
import { decoded, MP3_SLACK } from './decoded.ts';
import { formatByMagic, livekitPythonReads, unpackedJson, WAV_HEAD_BYTES, wavHeadOf } from './reading-rules.ts';
import { LIVEKIT_PREWARM, openWebuiList, PIPECAT_VOICES, RECORDED, type RecordedClient } from './recorded-requests.ts';

const TEXT = 'A sentence that everybody wants to hear.';
const PCM_24_KHZ = 'audio/pcm;rate=24000;channels=1';
const CLIENTS = Object.keys(RECORDED) as RecordedClient[];

/** Bytes that no error has, and every sentence has more of. */
const LONGEST_ERROR = 1_000;

/** Characters of a piece when LibreChat cuts a text of more than 4096. */
const LIBRECHAT_PIECE = 1_000;

/** Bytes that wyoming_openai reads at a time. */
const WYOMING_PIECE = 2_048;

const noPython = missing('python3');
/** What Python's own reader makes of the first piece. */
const PYTHON_WAVE = `
import io, sys, wave
head = wave.open(io.BytesIO(sys.stdin.buffer.read()))
print(head.getsampwidth(), head.getnchannels(), head.getframerate())`;

describe('requests as clients of other languages send them', () => {
  let system: System;
  let locked: BuiltEdge;
  beforeAll(async () => {
    system = await startSystem({ emulator: { synthesize: steppingVoice } });
    locked = await system.edgeWith({ API_KEYS: 'the-right-key' });
  });
  afterAll(() => system?.close());

  async function heard(call: Call): Promise<Answer & Heard> {
    const answer = await ask(system.url, call);
    return { ...answer, ...(await answer.hear()) };
  }
  const pcmOf = async (input: string, fields = {}) =>
    (await heard(RECORDED['openai-python'](input, { voice: 'alloy', ...fields }))).bytes;

  it.each([
    ['Open WebUI', 'audio/mpeg', 'mp3'],
    ['SillyTavern', 'audio/mpeg', 'mp3'],
    ['Home Assistant', 'audio/mpeg', 'mp3'],
    ['openai_tts', 'audio/mpeg', 'mp3'],
    ['wyoming_openai', 'audio/wav', 'wav'],
    ['LibreChat', 'audio/mpeg', 'mp3'],
    ['AnythingLLM', 'audio/mpeg', 'mp3'],
    ['Pipecat', PCM_24_KHZ, 'unknown'],
    ['LiveKit Python', 'text/event-stream; charset=utf-8', 'unknown'],
    ['openai-python', PCM_24_KHZ, 'unknown'],
  ] as const)('%s hears what it takes for granted', async (client, type, format) => {
    const { status, headers, bytes, broken } = await heard(RECORDED[client](TEXT));
    expect([status, broken]).toEqual([200, false]);
    expect(headers['content-type']).toBe(type);
    expect(headers['content-encoding']).toBeUndefined();
    expect(formatByMagic(bytes)).toBe(format);
    expect(bytes.length).toBeGreaterThan(LONGEST_ERROR);
  });

  it.each(CLIENTS)('%s finds the reason of a failure on top', async (client) => {
    const answer = await ask(system.url, RECORDED[client](TEXT, { voice: 'nobody' }));
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
    const message = expect.stringContaining('nobody');
    expect(await unpackedJson(answer)).toEqual({
      error: { message, type: 'invalid_request_error', param: 'voice', code: 'unknown_voice' },
    });
  });

  it.each(['voices', 'models'] as const)('Open WebUI reads the %s without the key that it has', async (what) => {
    const answer = await ask(locked.url, openWebuiList(what));
    expect(answer.status).toBe(200);
    const listed = (await unpackedJson(answer))[what] as Record<string, unknown>[];
    expect(listed.length).toBeGreaterThan(1);
    expect(listed.map(({ id, name }) => [typeof id, typeof name])).toEqual(listed.map(() => ['string', 'string']));
  });

  it('SillyTavern is told that its key is empty where one is needed', async () => {
    const answer = await ask(locked.url, RECORDED.SillyTavern(TEXT));
    expect(answer.status).toBe(401);
    expect(await unpackedJson(answer)).toMatchObject({ error: { message: expect.stringContaining('is empty') } });
  });

  it.each(AUDIO_FORMATS)('Home Assistant hears %s when it asks for it', async (response_format) => {
    const { status, bytes } = await heard(RECORDED['Home Assistant'](TEXT, { response_format }));
    expect([status, formatByMagic(bytes)]).toEqual([200, response_format === 'pcm' ? 'unknown' : response_format]);
  });

  it('wyoming_openai finds a whole header of 16-bit samples in its first piece, and then nothing but them', async () => {
    const answer = await ask(system.url, RECORDED.wyoming_openai(TEXT, { voice: 'alloy' }));
    let first: Uint8Array = Buffer.alloc(0);
    const { bytes } = await answer.hear((piece) => {
      if (first.length === 0) first = piece;
    });
    const head = wavHeadOf(Buffer.from(first.subarray(0, WYOMING_PIECE)));
    expect(head).toMatchObject({ encoding: 1, channels: 1, bitsPerSample: 16 });
    const samples = await pcmOf(TEXT, { sample_rate: head.sampleRate });
    expect(bytes.subarray(WAV_HEAD_BYTES).equals(samples)).toBe(true);
  });

  it.skipIf(noPython !== '')(`wyoming_openai's own reader takes that piece${noPython}`, async () => {
    const { bytes } = await heard(RECORDED.wyoming_openai(TEXT));
    const { stdout } = await run('python3', ['-c', PYTHON_WAVE], bytes.subarray(0, WYOMING_PIECE));
    expect(stdout.toString().trim()).toBe('2 1 48000');
  });

  it.skipIf(NO_DECODER !== '')(`LibreChat joins the mp3 of two pieces to one${NO_DECODER}`, async () => {
    const pieces = ['One', 'Another'].map((word) => `${word} of many words. `.repeat(99).slice(0, LIBRECHAT_PIECE));
    const mp3 = await Promise.all(pieces.map((piece) => heard(RECORDED.LibreChat(piece))));
    const pcm = await Promise.all(pieces.map((piece) => pcmOf(piece, { voice: 'onyx' })));
    const joined = await decoded(Buffer.concat(mp3.map(({ bytes }) => bytes)));
    expect(Math.abs(joined.length - Buffer.concat(pcm).length / 2)).toBeLessThanOrEqual(pieces.length * MP3_SLACK);
  });

  it('Pipecat hears every voice that it offers, as whole samples at 24 kHz', async () => {
    const answers = await Promise.all(PIPECAT_VOICES.map((voice) => heard(RECORDED.Pipecat('Hello.', { voice }))));
    const said = answers.map(({ status, headers, bytes }) => [status, headers['content-type'], bytes.length % 2]);
    expect(said).toEqual(PIPECAT_VOICES.map(() => [200, PCM_24_KHZ, 0]));
  });

  it.skipIf(NO_DECODER !== '')(
    `LiveKit Python decodes its joined deltas as the mp3 it wanted${NO_DECODER}`,
    async () => {
      const { bytes } = await heard(RECORDED['LiveKit Python'](TEXT));
      const { audio, usage } = livekitPythonReads(bytes.toString());
      const pcm = await pcmOf(TEXT, { voice: 'ash' });
      expect(Math.abs((await decoded(audio)).length - pcm.length / 2)).toBeLessThanOrEqual(MP3_SLACK);
      expect(Object.keys(usage ?? {})).toEqual(['input_tokens', 'output_tokens', 'total_tokens']);
    },
  );

  it('LiveKit Python may open its connection ahead', async () => {
    expect((await ask(system.url, LIVEKIT_PREWARM)).status).toBeLessThan(500);
  });

  it.each(['One.', 'One, two.', 'One, two, three.'])('openai-python plays whole samples of %j', async (input) => {
    const { bytes } = await heard(RECORDED['openai-python'](input));
    expect(bytes.length % 2).toBe(0);
  });
});
