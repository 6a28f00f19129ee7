import { beforeEach, describe, expect, it } from 'vitest';
import { systemError } from './fake-files.ts';
import { FakeSystem, fromTexts, utf8 } from './fake-system.ts';
import { readPcm, readWav } from './wav.ts';

const embedding = new Array(128).fill(0.5);
const otherEmbedding = new Array(128).fill(0.25);
const json = (value: unknown) => JSON.stringify(value);
const FIRST = json({ tokens: [1, 2], embedding });
const SECOND = json({ tokens: [3] });

/** The samples that the fake decoder makes of tokens, as 16-bit integers. */
function expectedPcm(tokens: number[]): number[] {
  return tokens.flatMap((token) => new Array(4).fill(Math.trunc((token / 12_800) * 32_767)));
}

let system: FakeSystem;
beforeEach(() => {
  system = new FakeSystem();
  system.files.contents.set('/in/tokens.json', utf8(`${FIRST}\n${SECOND}\n`));
});
const file = (path: string) => system.files.contents.get(path) ?? [];
const paths = () => [...system.files.contents.keys()].filter((path) => !path.startsWith('/in/'));

describe('linacodec decode', () => {
  it('decodes a file as one utterance into a WAV file', async () => {
    expect(await system.run('decode /in/tokens.json -o /out/a.wav')).toBe(0);
    expect(system.decoder.decoded).toEqual([
      { tokens: Int32Array.of(1, 2, 3), embedding: Float32Array.from(embedding) },
    ]);
    expect(readWav(file('/out/a.wav'))).toEqual({
      riffBytes: 36 + 24,
      dataBytes: 24,
      sampleRate: 48_000,
      samples: expectedPcm([1, 2, 3]),
    });
    expect(paths()).toEqual(['/out/a.wav']);
    expect(system.files.open).toBe(0);
    expect(system.decoder.closed).toBe(1);
    expect(system.errors).toBe('');
  });

  it('writes bare samples to a .pcm file', async () => {
    expect(await system.run('decode /in/tokens.json -o /out/a.pcm')).toBe(0);
    expect(readPcm(file('/out/a.pcm'))).toEqual(expectedPcm([1, 2, 3]));
  });

  it.each([
    ['-o -', (bytes: number[]) => readWav(bytes).samples],
    ['-o - --format wav', (bytes: number[]) => readWav(bytes).samples],
    ['-o - --format pcm', readPcm],
  ])('writes to standard output with %s', async (output, read) => {
    expect(await system.run(`decode /in/tokens.json ${output}`)).toBe(0);
    expect(read(system.written)).toEqual(expectedPcm([1, 2, 3]));
  });

  it('decodes standard input, whatever its parts', async () => {
    system.stdin = fromTexts(`[${FIRST},${SECOND}]`);
    expect(await system.run('decode - -o /out/a.pcm')).toBe(0);
    expect(readPcm(file('/out/a.pcm'))).toEqual(expectedPcm([1, 2, 3]));
  });

  it('takes an embedding that is repeated, and refuses one that changes', async () => {
    system.stdin = fromTexts([FIRST, json({ tokens: [3], embedding })]);
    expect(await system.run('decode - -o /out/a.pcm')).toBe(0);
    system.stdin = fromTexts([FIRST, json({ tokens: [3], embedding: otherEmbedding })]);
    expect(await system.run('decode - -o /out/b.pcm')).toBe(3);
    expect(system.errors).toContain('the embedding changes between pieces');
    expect(system.errors).toContain('use --mode progressive');
  });

  it('streams piece by piece, and puts the WAV header right at the end', async () => {
    system.stdin = fromTexts([FIRST, json({ tokens: [], embedding: otherEmbedding }), SECOND]);
    expect(await system.run('decode - -o /out/a.wav --mode progressive')).toBe(0);
    expect(system.decoder.streamed.map(({ tokens }) => [...tokens])).toEqual([[1, 2], [], [3]]);
    expect(system.decoder.streamed[1]?.embedding?.[0]).toBe(0.25);
    const { dataBytes, samples } = readWav(file('/out/a.wav'));
    expect(dataBytes).toBe(24);
    expect(samples).toEqual(expectedPcm([1, 2, 3]));
  });

  it('says "until the stream ends" in the header of a stream that cannot be changed later', async () => {
    expect(await system.run('decode /in/tokens.json -o - --mode progressive')).toBe(0);
    const { riffBytes, dataBytes, samples } = readWav(system.written);
    expect([riffBytes, dataBytes]).toEqual([0x7fff_f000 + 36, 0x7fff_f000]);
    expect(samples).toEqual(expectedPcm([1, 2, 3]));
  });

  it('writes sound before the next tokens are there', async () => {
    const { written } = system;
    const writtenBefore: number[] = [];
    system.stdin = (async function* () {
      yield utf8(FIRST);
      writtenBefore.push(written.length);
      yield utf8(SECOND);
      writtenBefore.push(written.length);
    })();
    expect(await system.run('decode - -o - --format pcm --mode progressive')).toBe(0);
    expect(writtenBefore).toEqual([16, 24]);
  });

  it('hands the options to the decoder', async () => {
    await system.run('decode /in/tokens.json -o /out/a.wav --model /m --fast --threads 3 --workers 2');
    expect(system.decoder.opened).toMatchObject({ model: '/m', fast: true, threads: 3, workers: 2, env: system.env });
  });

  it('asks for one worker, as it decodes one thing, and leaves the rest to the decoder', async () => {
    await system.run('decode /in/tokens.json -o /out/a.wav');
    const { opened } = system.decoder;
    expect(opened?.workers).toBe(1);
    expect(['fast', 'threads'].filter((name) => opened && name in opened)).toEqual([]);
  });

  it('leaves the workers to DECODE_WORKERS where that is set', async () => {
    system.env = { DECODE_WORKERS: '3' };
    await system.run('decode /in/tokens.json -o /out/a.wav');
    expect(system.decoder.opened).not.toHaveProperty('workers');
  });

  it.each([
    [{}, 'nano'],
    [{ LINACODEC_MODEL: '' }, 'nano'],
    [{ LINACODEC_MODEL: 'a/b' }, 'a/b'],
  ])('takes the model from the environment %o: %s', async (env, model) => {
    system.env = env;
    await system.run('decode /in/tokens.json -o /out/a.wav');
    expect(system.decoder.opened?.model).toBe(model);
  });
});

describe('where linacodec decode writes', () => {
  it('replaces a file only when all is well', async () => {
    system.files.contents.set('/out/a.wav', utf8('old'));
    system.stdin = fromTexts(['{"tokens": [1]']);
    expect(await system.run('decode - -o /out/a.wav')).toBe(3);
    expect(file('/out/a.wav')).toEqual(utf8('old'));
    expect(await system.run('decode /in/tokens.json -o /out/a.wav')).toBe(0);
    expect(readWav(file('/out/a.wav')).dataBytes).toBe(24);
    expect(paths()).toEqual(['/out/a.wav']);
  });

  it('follows a link to the file behind it', async () => {
    system.files.links.set('/home/link.wav', '/out/real.wav');
    expect(await system.run('decode /in/tokens.json -o /home/link.wav')).toBe(0);
    expect(paths()).toEqual(['/out/real.wav']);
  });

  it('writes a device as it is, with no way back in it', async () => {
    expect(await system.run('decode /in/tokens.json -o /dev/dsp --format wav --mode progressive')).toBe(0);
    expect(readWav(file('/dev/dsp')).dataBytes).toBe(0x7fff_f000);
    expect(paths()).toEqual(['/dev/dsp']);
    expect(system.files.open).toBe(0);
  });

  it.each([
    ['a full disk', systemError('ENOSPC'), 'linacodec: the disk is full\n'],
    ['another failure', new Error('cable pulled'), 'linacodec: cable pulled\n'],
  ])('leaves nothing behind after %s', async (_, error, line) => {
    system.files.writeError = error;
    expect(await system.run('decode /in/tokens.json -o /out/a.wav')).toBe(1);
    expect(paths()).toEqual([]);
    expect(system.files.open).toBe(0);
    expect(system.errors).toBe(line);
    expect(system.decoder.closed).toBe(1);
  });

  it('ends quietly and well when the reader of standard output leaves', async () => {
    system.stdout.write = async () => {
      throw systemError('EPIPE');
    };
    expect(await system.run('decode /in/tokens.json -o -')).toBe(0);
    expect(system.errors).toBe('');
    expect(system.decoder.closed).toBe(1);
  });

  it.each([
    ['a terminal', '-o -', 'audio is not for a terminal'],
    ['a folder', '-o /out --format wav', '/out is a folder'],
    [
      'a name that tells nothing',
      '-o /out/a.mp3',
      '/out/a.mp3 does not end in .wav or .pcm; rename it or add --format',
    ],
  ])('refuses %s before anything is loaded', async (_, output, message) => {
    system.stdout.isTerminal = true;
    expect(await system.run(`decode /in/tokens.json ${output}`)).toBe(2);
    expect(system.errors).toContain(`linacodec: ${message}`);
    expect(system.decoder.opened).toBeUndefined();
  });

  it.each([
    [
      'an input that is missing',
      'decode /in/none.json -o /out/a.wav',
      'linacodec: /in/none.json: no such file or folder\n',
    ],
    [
      'a folder that is missing',
      'decode /in/tokens.json -o /none/a.wav',
      'linacodec: /none/a.wav: no such file or folder\n',
    ],
  ])('says it before anything is loaded: %s', async (_, line, message) => {
    expect(await system.run(line)).toBe(1);
    expect(system.errors).toBe(message);
    expect(system.decoder.opened).toBeUndefined();
    expect(paths()).toEqual([]);
  });
});

describe('what linacodec decode refuses as tokens', () => {
  it.each([
    ['broken JSON', ['{"tokens":[1,]}'], 'JSON document 1 is broken: '],
    ['JSON that ends too early', ['{"tokens":[1'], 'the input ends inside JSON document 1'],
    ['a token past the vocabulary', [FIRST, json({ tokens: [12_800] })], 'document 2: tokens[0] is 12800; a token is'],
    [
      'a failure of the GPU side',
      [json({ status: 'FAILED', error: 'no GPU' })],
      'document 1: the document reports a failure',
    ],
    ['a first piece without embedding', [SECOND], 'there is no embedding'],
    ['no tokens', [json({ tokens: [], embedding })], 'there are no tokens'],
    ['an empty input', [''], 'there are no tokens'],
    [
      'too many tokens',
      [json({ tokens: new Array(7500).fill(1), embedding }), SECOND],
      'there are 7501 tokens; an exact',
    ],
    ['too many bytes', new Array(65).fill(' '.repeat(1 << 20)), 'the input is longer than 67108864 bytes'],
  ])('%s', async (_, texts, message) => {
    system.stdin = fromTexts(texts);
    expect(await system.run('decode - -o /out/a.wav')).toBe(3);
    expect(system.errors).toContain(`linacodec: ${message}`);
    expect(system.errors.trim().split('\n')).toHaveLength(1);
    expect(paths()).toEqual([]);
  });

  it.each([
    ['a token past the vocabulary', [FIRST, json({ tokens: [-1] })], 'document 2: tokens[0] is -1; a token is'],
    ['no tokens', [json({ tokens: [], embedding })], 'there are no tokens'],
  ])('%s, also in a stream', async (_, texts, message) => {
    system.stdin = fromTexts(texts);
    expect(await system.run('decode - -o /out/a.wav --mode progressive')).toBe(3);
    expect(system.errors).toContain(`linacodec: ${message}`);
    expect(paths()).toEqual([]);
    expect(system.decoder.closed).toBe(1);
  });
});

describe('linacodec decode on a terminal', () => {
  beforeEach(() => {
    system.stderr.isTerminal = true;
  });

  it('shows a bar for a long decode, takes it away, and says what was done', async () => {
    expect(await system.run('decode /in/tokens.json -o /out/a.wav')).toBe(0);
    expect(system.bar).toEqual(['decoding 1', 'clear']);
    expect(system.errors).toMatch(/^linacodec: \/out\/a\.wav: 0\.00 s of audio in 1\.00 s\n$/);
  });

  it('shows a download and passes notices on, without what could steer the terminal', async () => {
    const { openDecoder } = system;
    system.openDecoder = async (options) => {
      options.onFetchProgress?.({ overallReceived: 0, overallTotal: 4 });
      system.clockMs += 1000;
      options.onFetchProgress?.({ overallReceived: 1, overallTotal: 4 });
      options.onFetchProgress?.({ overallReceived: 0, overallTotal: 0 });
      options.notice?.('using \u001b[31mthe cache');
      return openDecoder(options);
    };
    await system.run('decode /in/tokens.json -o /out/a.wav');
    expect(system.bar.slice(0, 3)).toEqual(['fetching the model 0.25', 'fetching the model 0', 'clear']);
    expect(system.errors).toContain('linacodec: using [31mthe cache\n');
  });
});

describe('an interruption of linacodec decode', () => {
  /** Interrupts once the decoder is at work, which then never ends. */
  function interruptDecoding(): void {
    system.decoder.before = () => {
      system.interruption.abort();
      return new Promise(() => {});
    };
  }

  it.each(['exact', 'progressive'])('ends a decode that hangs and removes the file: %s', async (mode) => {
    interruptDecoding();
    expect(await system.run(`decode /in/tokens.json -o /out/a.wav --mode ${mode}`)).toBe(130);
    expect(system.errors).toBe('linacodec: interrupted\n');
    expect(paths()).toEqual([]);
    expect(system.files.open).toBe(0);
    expect(system.decoder.closed).toBe(1);
  });

  it('keeps the file that was there', async () => {
    system.files.contents.set('/out/a.wav', utf8('old'));
    interruptDecoding();
    expect(await system.run('decode /in/tokens.json -o /out/a.wav')).toBe(130);
    expect(file('/out/a.wav')).toEqual(utf8('old'));
  });

  it.each(['exact', 'progressive'])('ends the wait for tokens: %s', async (mode) => {
    system.stdin = (async function* () {
      yield utf8(FIRST);
      system.interruption.abort();
      await new Promise(() => {});
    })();
    expect(await system.run(`decode - -o /out/a.wav --mode ${mode}`)).toBe(130);
    expect(paths()).toEqual([]);
  });

  it('ends the wait for a reader that does not read', async () => {
    system.stdout.write = () => {
      system.interruption.abort();
      return new Promise(() => {});
    };
    expect(await system.run('decode /in/tokens.json -o -')).toBe(130);
  });

  it('ends the wait for a model that loads', async () => {
    system.openDecoder = () => {
      system.interruption.abort();
      return new Promise(() => {});
    };
    expect(await system.run('decode /in/tokens.json -o /out/a.wav')).toBe(130);
    expect(paths()).toEqual([]);
  });

  it('does nothing when it comes first', async () => {
    system.interruption.abort();
    expect(await system.run('decode /in/tokens.json -o /out/a.wav')).toBe(130);
    expect(paths()).toEqual([]);
  });
});
