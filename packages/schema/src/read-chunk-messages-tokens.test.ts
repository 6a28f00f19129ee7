import { describe, expect, it } from 'vitest';
import type { ChunkMessage } from './chunk-message.ts';
import { readChunkMessages } from './read-chunk-messages.ts';

const tokens = (fields: Partial<ChunkMessage>): ChunkMessage =>
  ({
    kind: 'tokens',
    number: undefined,
    firstNumber: 1,
    more: false,
    tokens: undefined,
    embedding: undefined,
    count: undefined,
    ...fields,
  }) as ChunkMessage;

describe('readChunkMessages', () => {
  const shapes: [string, unknown, ChunkMessage[]][] = [
    [
      'LinaCodec tokens',
      {
        status: 'streaming',
        format: 'linacodec_tokens',
        chunk: 3,
        tokens: [1, 2],
        embedding: [0],
        num_tokens: 2,
        sample_rate: 48_000,
      },
      [tokens({ number: 3, more: true, tokens: [1, 2], embedding: [0], count: 2 })],
    ],
    ['tokens that do not name their format', { output: { tokens: [1, 2] } }, [tokens({ tokens: [1, 2] })]],
    [
      'an empty list of tokens, counted from 0',
      { index: 0, tokens: [] },
      [tokens({ number: 0, firstNumber: 0, tokens: [] })],
    ],
    [
      'tokens with the word of the end',
      { status: 'success', tokens: [1], embedding: [0], total_chunks: 1 },
      [tokens({ tokens: [1], embedding: [0] }), { kind: 'end', totalChunks: 1 }],
    ],
    [
      'tokens of a wrong kind as they are',
      { chunk: 1, tokens: 'AAEC', embedding: { x: 1 }, num_tokens: '3' },
      [tokens({ number: 1, tokens: 'AAEC', embedding: { x: 1 }, count: '3' })],
    ],
    [
      'tokens that were promised and are missing',
      { status: 'streaming', format: 'LinaCodec_Tokens', chunk: 1 },
      [tokens({ number: 1, more: true })],
    ],
    [
      'tokens that are null',
      { format: 'linacodec_tokens', tokens: null, embedding: null },
      [tokens({ tokens: null, embedding: null })],
    ],
    [
      'tokens in a message that only names their format',
      { format: 'linacodec_tokens', output: [{ tokens: [1] }] },
      [tokens({ tokens: [1] })],
    ],
    [
      'a completion that names the format of tokens',
      { status: 'complete', format: 'linacodec_tokens', total_chunks: 2, total_tokens: 9 },
      [{ kind: 'end', totalChunks: 2 }],
    ],
    [
      'a completion whose tokens are null',
      { status: 'completed', format: 'linacodec_tokens', tokens: null },
      [{ kind: 'end', totalChunks: undefined }],
    ],
    [
      'a completion whose tokens are none',
      { status: 'complete', tokens: [] },
      [{ kind: 'end', totalChunks: undefined }],
    ],
    ['an error beside tokens', { tokens: [1], error: 'boom' }, [{ kind: 'error', error: 'boom' }]],
    ['tokens beside a file', { tokens: [1], file_path: '/tmp/a.wav' }, [tokens({ tokens: [1] })]],
  ];

  it.each(shapes)('reads %s', (_, value, expected) => {
    expect(readChunkMessages(value)).toEqual(expected);
  });

  it('reads audio beside tokens that are null', () => {
    expect(readChunkMessages({ tokens: null, audio_chunk: 'AAAA' })).toMatchObject([{ kind: 'audio', data: 'AAAA' }]);
  });

  it('hands tokens on without a copy', () => {
    const message = { tokens: [1, 2], embedding: [0] };
    const [read] = readChunkMessages(message);
    expect(read?.kind === 'tokens' && read.tokens === message.tokens && read.embedding === message.embedding).toBe(
      true,
    );
  });
});
