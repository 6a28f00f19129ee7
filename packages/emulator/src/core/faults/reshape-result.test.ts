import { describe, expect, it } from 'vitest';
import { room, TEXT } from '../../../test/room.ts';
import type { Faults } from './faults.ts';

async function resultOf(resultShape: Faults['resultShape'], endpoint = 'echotts') {
  const { call } = room();
  const input = { text: TEXT, emulate: { resultShape } };
  const { body } = await call('POST', `/v2/${endpoint}/runsync`, { input });
  return body;
}

describe('resultShape', () => {
  const file = { status: 'completed', url: expect.stringMatching(/^http.*\.wav/) };

  it.each([
    ['list', [file]],
    ['single', file],
    ['double-wrapped', { output: file }],
    ['url', { url: file.url }],
    ['file-url', { file_url: file.url }],
    ['bare-url', file.url],
  ] as const)('%s', async (shape, output) => {
    expect(await resultOf(shape)).toMatchObject({ status: 'COMPLETED', output });
  });

  it('url and the like hold nothing else', async () => {
    expect(Object.keys((await resultOf('url')).output as object)).toEqual(['url']);
    expect(Object.keys((await resultOf('file-url')).output as object)).toEqual(['file_url']);
  });

  it('audio: base64 of handlers that give it', async () => {
    expect(await resultOf('audio', 'vibevoice')).toMatchObject({ output: { audio: expect.stringMatching(/^UklGR/) } });
  });

  it.each([
    ['audio', 'echotts', 'audio_base64 or audio'],
    ['bare-url', 'vibevoice', 'url or audio_url'],
  ] as const)('%s of %s fails: there is none', async (shape, endpoint, wanted) => {
    expect(await resultOf(shape, endpoint)).toMatchObject({
      status: 'FAILED',
      error: `fault resultShape: for a result with ${wanted}, and this one has none`,
    });
  });

  it('single: several things stay a list', async () => {
    const { call } = room();
    const input = { text: TEXT, stream: true, emulate: { resultShape: 'single' } };
    const { body } = await call('POST', '/v2/echotts/runsync', { input });
    expect(body.output).toHaveLength(2);
  });
});
