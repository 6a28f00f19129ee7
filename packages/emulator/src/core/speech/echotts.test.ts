import { describe, expect, it } from 'vitest';
import { room } from '../../../test/room.ts';

describe('the EchoTTS handler fails', () => {
  it.each([
    [{ text: '' }, 'Missing required parameter: text'],
    [{ text: undefined, session_id: 's' }, 'Missing required parameter: text'],
    [{ text: 'x'.repeat(4_001) }, 'Text is 4001 characters; the maximum is 4000'],
    [{ output_format: 'mp3' }, 'output_format must be one of linacodec_tokens, pcm_16, got "mp3"'],
    [{ stream: 'yes' }, 'stream must be true or false, got "yes"'],
    [{ parameters: [] }, 'parameters must be an object, got []'],
    [{ parameters: { seed: 'x' } }, 'seed must be a number between 0 and 4294967296, got "x"'],
    [{ speaker_voice: 7 }, 'speaker_voice must be a name of at most 200 characters'],
    [{ session_id: 'x'.repeat(201) }, 'session_id must be a name of at most 200 characters'],
  ])('on %j', async (input, error) => {
    const { body } = await room().call('POST', '/v2/echotts/runsync', { input: { text: 'x', stream: true, ...input } });
    expect([body.status, body.error]).toEqual(['FAILED', error]);
  });
});
