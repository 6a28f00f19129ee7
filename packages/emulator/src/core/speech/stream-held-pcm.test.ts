import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../test/audio-of.ts';
import { SENTENCES, sayPlainly } from '../../../test/echo.ts';

describe('the EchoTTS handler, streaming samples', () => {
  it('holds everything back until the end, at 44.1 kHz', async () => {
    const { items } = await sayPlainly({
      text: SENTENCES,
      output_format: 'pcm_16',
      parameters: { max_chars_per_chunk: 40 },
    });
    expect(items).toEqual([
      { status: 'streaming', chunk: 1, format: 'pcm_16', audio_chunk: expect.any(String), sample_rate: 44_100 },
      { status: 'complete', format: 'pcm_16', message: expect.any(String), total_chunks: 1 },
    ]);
  });

  it('holds back a tail alone when asked to, and loses no sample', async () => {
    const asked = { text: SENTENCES, output_format: 'pcm_16' };
    const whole = bytesOf((await sayPlainly({ ...asked, parameters: { max_chars_per_chunk: 40 } })).items);
    const { items } = await sayPlainly({ ...asked, parameters: { max_chars_per_chunk: 40, stream_tail_ms: 100 } });
    const pieces = bytesOf(items);
    expect(pieces).toHaveLength(4);
    expect(pieces.at(-1)).toHaveLength(2 * 4_410);
    expect(pieces.flatMap((piece) => [...piece])).toEqual([...(whole[0] ?? [])]);
  });
});
