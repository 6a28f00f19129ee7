import { int16ToFloat, parseWavHeader } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { room, TEXT } from '../../../test/room.ts';

describe('the EchoTTS handler without stream', () => {
  async function resultOf(input: Record<string, unknown> = {}) {
    const { call, emulator, clock } = room();
    const { body } = await call('POST', '/v2/echotts/runsync', { input: { text: TEXT, ...input } });
    const [result] = body.output as Record<string, unknown>[];
    const fetchFile = async () => {
      const response = await clock.run(emulator.fetch(new Request(String(result?.url))));
      return new Uint8Array(await clock.run(response.arrayBuffer()));
    };
    return { result, fetchFile };
  }

  it('leaves a WAV file and says that it is one', async () => {
    const { result, fetchFile } = await resultOf({ parameters: { seed: 42 }, session_id: 'session-7' });
    expect(result).toEqual({
      status: 'completed',
      filename: 'session-7.wav',
      url: expect.stringMatching(/^http:\/\/emulator\.test\/files\/id\d+\.wav\?/),
      s3_key: 'session-7.wav',
      metadata: {
        sample_rate: 24_000,
        codec: 'pcm_s16le',
        bitrate: '384k',
        duration: 1.52,
        seed: 42,
        device: 'cpu',
      },
    });
    const file = await fetchFile();
    expect(parseWavHeader(file)).toMatchObject({
      status: 'complete',
      header: { sampleRate: 24_000, dataBytes: 72_960 },
    });
    expect(Math.max(...int16ToFloat(file.subarray(44)))).toBeCloseTo(0.3, 1);
  });

  it('names the file itself when there is no session', async () => {
    const { result } = await resultOf();
    expect(String(result?.url)).toContain(`/files/${result?.filename}`);
  });

  it('answers a health check without a text, and without audio', async () => {
    const { call } = room();
    const { body } = await call('POST', '/v2/echotts/runsync', { input: { action: 'health_check' } });
    expect(body).toMatchObject({ status: 'COMPLETED', output: [{ status: 'healthy', checks: expect.any(Object) }] });
  });
});
