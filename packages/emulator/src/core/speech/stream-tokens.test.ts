import { describe, expect, it } from 'vitest';
import { chunksOf, fieldOf, SENTENCES, sayEcho, sayPlainly } from '../../../test/echo.ts';
import { room, TEXT } from '../../../test/room.ts';
import { resampled } from '../audio/resampled.ts';
import { embeddingOf } from './echo-speaker.ts';
import { printEncoder } from './print-encoder.ts';
import { toneSynthesizer } from './tone-synthesizer.ts';

/** The tokens of a text, encoded whole. */
async function tokensOf(text: string, speaker = 'slt', take = 0): Promise<number[]> {
  const { samples, sampleRate } = await toneSynthesizer(text, { model: 'echotts', speaker, take });
  return printEncoder(resampled(samples, sampleRate, 24_000));
}

describe('the EchoTTS handler, streaming tokens', () => {
  it('sends the whole of a short text in one chunk, and says that it is complete', async () => {
    const { items, emulator } = await sayPlainly({ output_format: 'linacodec_tokens' });
    expect(items).toEqual([
      {
        status: 'streaming',
        chunk: 1,
        format: 'linacodec_tokens',
        tokens: await tokensOf(TEXT),
        embedding: embeddingOf('slt'),
        sample_rate: 48_000,
        original_sample_rate: 24_000,
        num_tokens: 38,
        encode_time_ms: 608,
      },
      {
        status: 'complete',
        format: 'linacodec_tokens',
        message: expect.any(String),
        total_chunks: 1,
        total_tokens: 38,
        elapsed_time_seconds: 0.608,
      },
    ]);
    // A cold start of 600 ms, and 38 tokens, 1.52 s, at 0.4 of real time.
    expect(emulator.jobs()[0]?.audio).toEqual([{ at: 1_208, bytes: 38 * 3_840 }]);
  });

  it('sends tokens when no format is asked for', async () => {
    expect((await sayPlainly({})).items[0]).toMatchObject({ format: 'linacodec_tokens' });
  });

  it('sends a chunk for each piece of a longer text, each encoded for itself', async () => {
    const { items } = await sayPlainly({ text: SENTENCES, parameters: { seed: 7, max_chars_per_chunk: 40 } });
    expect(fieldOf(items, 'chunk')).toEqual([1, 2, 3]);
    expect(fieldOf(items, 'tokens')).toEqual([
      await tokensOf('The first sentence is here.'),
      await tokensOf('The second one follows it.'),
      await tokensOf('And this is the third of them.'),
    ]);
    const total = fieldOf(items, 'num_tokens').reduce((sum: number, count) => sum + Number(count), 0);
    expect(items.at(-1)).toMatchObject({ total_chunks: 3, total_tokens: total });
  });

  it('takes about ten seconds of text for a piece, and 4000 characters in all', async () => {
    const { items, status } = await sayPlainly({ text: 'word word. '.repeat(400).slice(0, 4_000) });
    expect(status).toBe('COMPLETED');
    expect(chunksOf(items).length).toBeGreaterThanOrEqual(Math.ceil(4_000 / 150));
  });

  it('does not cut a text whose limit is 0', async () => {
    const { items } = await sayPlainly({ text: SENTENCES.repeat(5), parameters: { max_chars_per_chunk: 0 } });
    expect(chunksOf(items)).toHaveLength(1);
  });

  it('makes chunks as short as the pace says, of the tokens of the whole', async () => {
    const { items, emulator } = await sayEcho({ pace: { realTimeFactor: 1 } });
    expect(fieldOf(items, 'num_tokens')).toEqual([3, 6, 6, 6, 6, 6, 5]);
    expect(fieldOf(items, 'tokens').flat()).toEqual(await tokensOf(TEXT));
    expect(
      emulator
        .jobs()[0]
        ?.audio.map(({ at }) => at)
        .slice(0, 3),
    ).toEqual([720, 960, 1_200]);
  });

  it('takes so long for a chunk as the pace says, whatever its length', async () => {
    const { emulator } = await sayEcho({ pace: { coldStartMs: 0, msPerChunk: 10 } });
    expect(emulator.jobs()[0]?.audio.map(({ at }) => at)).toEqual([10, 20, 30, 40, 50, 60, 70]);
  });

  it.each([
    ['rms', 'rms'],
    ['AWB', 'awb'],
    [undefined, 'slt'],
    [null, 'slt'],
  ] as const)('speaks as %s with that voice and its embedding', async (speaker_voice, speaker) => {
    const { items } = await sayPlainly({ speaker_voice });
    expect(items[0]).toMatchObject({ tokens: await tokensOf(TEXT, speaker), embedding: embeddingOf(speaker) });
  });

  it('uses the encoder that it is given, on the whole utterance at 24 kHz', async () => {
    const lengths: number[] = [];
    const { items } = await sayPlainly({}, { encode: async ({ length }) => [lengths.push(length)] });
    expect(lengths).toEqual([36_480]);
    expect(items[0]).toMatchObject({ tokens: [1], num_tokens: 1 });
  });

  it.each([
    ['fills the least sound up with silence', 1, [121], 1],
    ['sends no chunk for no sound', 0, [], 0],
  ])('%s', async (_, length, encoded, chunks) => {
    const lengths: number[] = [];
    const { items, status } = await sayPlainly(
      {},
      {
        synthesize: async () => ({ samples: new Float32Array(length), sampleRate: 24_000 }),
        encode: async (samples) => [lengths.push(samples.length)],
      },
    );
    expect([status, lengths, chunksOf(items).length]).toEqual(['COMPLETED', encoded, chunks]);
    expect(items.at(-1)).toMatchObject({ status: 'complete', total_chunks: chunks });
  });

  it('fails when the encoder does', async () => {
    const encode = () => Promise.reject(new Error('no such model'));
    const { status, call, id } = await sayPlainly({}, { encode });
    expect(status).toBe('FAILED');
    expect((await call('GET', `/v2/echotts/status/${id}`)).body.error).toContain('no such model');
  });

  it('stops where it is cancelled', async () => {
    const { run, call, clock, emulator } = room();
    const id = await run({ text: SENTENCES, stream: true }, undefined, 'echotts');
    await clock.advance(700);
    await call('POST', `/v2/echotts/cancel/${id}`);
    await clock.advance(0);
    expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED', handlerStoppedAt: 700, audio: [] });
  });
});
