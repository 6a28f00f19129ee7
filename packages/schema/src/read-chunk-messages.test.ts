import { describe, expect, it } from 'vitest';
import type { ChunkMessage } from './chunk-message.ts';
import { readChunkMessages } from './read-chunk-messages.ts';

const audio = (fields: Partial<ChunkMessage>): ChunkMessage =>
  ({
    kind: 'audio',
    number: undefined,
    firstNumber: 1,
    format: undefined,
    more: false,
    sampleRate: undefined,
    ...fields,
  }) as ChunkMessage;

const pcm = { status: 'streaming', chunk: 2, format: 'pcm_16', audio_chunk: 'AAAA', sample_rate: 48_000 };
const readPcm = audio({ number: 2, data: 'AAAA', format: 'pcm_16', more: true, sampleRate: 48_000 });

describe('readChunkMessages', () => {
  const shapes: [string, unknown, ChunkMessage[]][] = [
    ['a numbered PCM chunk', pcm, [readPcm]],
    ['a chunk wrapped in output', { output: pcm }, [readPcm]],
    ['a chunk wrapped twice', { output: { output: pcm } }, [readPcm]],
    ['a chunk wrapped three times in an array', [{ output: { output: { output: pcm } } }], [readPcm]],
    ['a chunk beside metrics, as old streams have it', { metrics: { s: 1 }, output: pcm }, [readPcm]],
    [
      'float32 called pcm_24, without a number',
      { format: 'pcm_24', sample_rate: 24_000, audio_chunk: 'AA==' },
      [audio({ data: 'AA==', format: 'pcm_24', sampleRate: 24_000 })],
    ],
    [
      'an audio_url chunk',
      { chunk: 1, audio_url: 'https://s3.example.com/a.pcm' },
      [audio({ number: 1, url: 'https://s3.example.com/a.pcm' })],
    ],
    ['a completion with a count', { status: 'complete', total_chunks: 7 }, [{ kind: 'end', totalChunks: 7 }]],
    [
      'a completion without a count',
      { status: 'complete', format: 'pcm_16' },
      [{ kind: 'end', totalChunks: undefined }],
    ],
    ['a done message', { type: 'done' }, [{ kind: 'end', totalChunks: undefined }]],
    ['an error', { error: 'boom', error_type: 'ValueError' }, [{ kind: 'error', error: 'boom' }]],
    ['an error status', { status: 'error', message: 'no GPU' }, [{ kind: 'error', error: 'no GPU' }]],
    [
      'a chunk that is a string',
      { status: 'processing', chunk: 'UklGRg==', sample_rate: 24_000 },
      [audio({ data: 'UklGRg==', more: true, sampleRate: 24_000 })],
    ],
    [
      'camel case, counted from 0',
      { segmentIndex: 0, audio: 'AAAA', sampleRate: 24_000, durationMs: 10 },
      [audio({ number: 0, firstNumber: 0, data: 'AAAA', sampleRate: 24_000 })],
    ],
    [
      'an array of audio',
      { audio: ['AAAA', 'BBBB'], format: 'wav' },
      [audio({ data: 'AAAA', format: 'wav' }), audio({ data: 'BBBB', format: 'wav' })],
    ],
    ['a bare base64 string', 'AAAA', [audio({ data: 'AAAA' })]],
    ['a bare URL', 'https://x.example.com/a.wav', [audio({ url: 'https://x.example.com/a.wav' })]],
    ['a data: URI', 'data:audio/wav;base64,AAAA', [audio({ data: 'data:audio/wav;base64,AAAA' })]],
    [
      'a batch result',
      { status: 'success', sample_rate: 48_000, audio_base64: 'AAAA' },
      [audio({ data: 'AAAA', sampleRate: 48_000 }), { kind: 'end', totalChunks: undefined }],
    ],
    [
      'a batch result with its rate in metadata',
      { status: 'completed', url: 'https://s.example.com/a.ogg', metadata: { sample_rate: 24_000, codec: 'opus' } },
      [
        audio({ url: 'https://s.example.com/a.ogg', format: 'opus', sampleRate: 24_000 }),
        { kind: 'end', totalChunks: undefined },
      ],
    ],
    [
      'a list of results',
      { results: [{ audio_base64: 'AAAA' }, { audio_base64: 'BBBB' }], total_segments: 2 },
      [audio({ data: 'AAAA' }), audio({ data: 'BBBB' })],
    ],
    ['nothing', null, []],
    ['an empty string', '', []],
    ['a progress value', { progress: 0.5 }, [{ kind: 'other', fields: ['progress'] }]],
    ['a number', 7, [{ kind: 'other', fields: ['number'] }]],
    [
      'nonsense in every known field',
      { chunk: {}, audio_chunk: 5, sample_rate: {} },
      [{ kind: 'other', fields: ['chunk', 'audio_chunk', 'sample_rate'] }],
    ],
  ];

  it.each(shapes)('reads %s', (_, value, expected) => {
    expect(readChunkMessages(value)).toEqual(expected);
  });

  it('says so when a result stayed on the disk of the worker', () => {
    const [message] = readChunkMessages({ audio_base64: null, file_path: '/tmp/a.wav' });
    expect(message).toMatchObject({ kind: 'error', error: expect.stringContaining('disk') });
  });

  it('drops a number that no chunk can have', () => {
    expect(readChunkMessages({ chunk: -1, audio_chunk: 'AAAA' })).toEqual([audio({ data: 'AAAA' })]);
  });

  it.each([
    ['24000', 24_000],
    [5, 5],
    ['fast', Number.NaN],
    [null, undefined],
  ])('keeps the declared rate %j, so that a wrong one can be refused', (sample_rate, sampleRate) => {
    expect(readChunkMessages({ audio_chunk: 'AAAA', sample_rate })).toEqual([audio({ data: 'AAAA', sampleRate })]);
  });

  it('stops at a depth that no handler reaches', () => {
    let value: unknown = pcm;
    for (let i = 0; i < 50; i++) value = { output: value };
    expect(readChunkMessages(value)).toEqual([{ kind: 'other', fields: ['(nested too deep)'] }]);
  });

  it('takes no more messages than a job can have', () => {
    expect(readChunkMessages(Array.from({ length: 20_000 }, () => 'AAAA'))).toHaveLength(10_000);
  });
});
