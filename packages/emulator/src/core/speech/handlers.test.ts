import { describe, expect, it } from 'vitest';
import { audioOf, bytesOf } from '../../../test/audio-of.ts';
import { room, TEXT } from '../../../test/room.ts';

async function errorOf(endpoint: string, input: Record<string, unknown>) {
  const { call } = room();
  const { body } = await call('POST', `/v2/${endpoint}/runsync`, { input });
  return [body.status, body.error];
}

describe('the Vibe Voice handler', () => {
  it.each([
    [{ text: '' }, 'Missing required parameter: text'],
    [{ text: '   ' }, 'Missing required parameter: text'],
    [{ speaker_name: 'Alice' }, 'Missing required parameter: text'],
    [{ text: 7 }, 'Missing required parameter: text'],
    [{ text: 'x'.repeat(2_001) }, 'Text is 2001 characters; the maximum is 2000'],
    [
      { text: 'x', speaker_name: 'Nobody' },
      expect.stringMatching(/^Speaker "Nobody" not found. Available: Alice, Carter/),
    ],
    [{ text: 'x', cfg_scale: 99 }, 'cfg_scale must be a number between 0.1 and 10, got 99'],
    [{ text: 'x', stream: 'false' }, 'stream must be true or false, got "false"'],
    [{ text: 'x', disable_prefill: 1 }, 'disable_prefill must be true or false, got 1'],
    [{ text: 'x', output_format: 'flac' }, 'output_format must be one of pcm_16, mp3, got "flac"'],
    [{ text: 'x', sample_rate: 44_100 }, 'sample_rate must be 24000 or 48000, got 44100'],
  ])('fails on %j', async (input, error) => {
    expect(await errorOf('vibevoice', input)).toEqual(['FAILED', error]);
  });

  it('takes the text as `input` too, and 2000 characters', async () => {
    expect((await errorOf('vibevoice', { input: 'hello' }))[0]).toBe('COMPLETED');
    expect(
      (await errorOf('vibevoice', { text: 'x '.repeat(1_000), sample_rate: 24_000, output_format: 'mp3' }))[0],
    ).toBe('COMPLETED');
  });

  it('speaks at 24 kHz when asked to', async () => {
    const { run, drain } = room();
    const { items } = await drain(await run({ text: TEXT, stream: true, sample_rate: 24_000 }));
    expect(audioOf(items)[1]).toMatchObject({ sample_rate: 24_000, format: 'pcm_16' });
    expect(bytesOf(items)[1]).toHaveLength(12_000);
  });

  it('gives each speaker a voice of its own', async () => {
    const first = async (speaker_name: string) => {
      const { run, drain } = room();
      return bytesOf((await drain(await run({ text: TEXT, stream: true, speaker_name }))).items)[0];
    };
    expect(await first('Alice')).not.toEqual(await first('Carter'));
    expect(await first('Alice')).toEqual(await first('Alice'));
  });
});

describe('the Chatterbox handler', () => {
  it.each([
    [{}, expect.any(String)],
    [{ text: 'x', temperature: 0 }, 'temperature must be a number between 0.05 and 5, got 0'],
    [{ text: 'x', top_k: '5' }, 'top_k must be a number between 0 and 1000, got "5"'],
    [{ text: 'x', norm_loudness: 'yes' }, 'norm_loudness must be true or false, got "yes"'],
    [{ text: 'x', audio_prompt: 5 }, 'audio_prompt must be a name or an address of at most 2000 characters'],
  ])('fails on %j', async (input, error) => {
    expect(await errorOf('chatterbox', { x: 1, ...input })).toEqual(['FAILED', error]);
  });

  it('sends int16 at 48 kHz and MP3 when asked to', async () => {
    const { run, drain } = room();
    const first = async (input: Record<string, unknown>) =>
      (await drain(await run({ text: TEXT, stream: true, ...input }, {}, 'chatterbox'), 'chatterbox')).items[0];
    expect(await first({ sample_rate: 48_000 })).toMatchObject({ format: 'pcm_16', sample_rate: 48_000 });
    expect(await first({ output_format: 'mp3' })).toMatchObject({ format: 'mp3', sample_rate: 24_000 });
    expect(await first({ output_format: 'pcm_16' })).toMatchObject({ format: 'pcm_24', sample_rate: 24_000 });
  });
});
