import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-code.ts';
import { systemError } from './fake-files.ts';
import { FakeSystem } from './fake-system.ts';

let system: FakeSystem;
beforeEach(() => {
  system = new FakeSystem();
});

describe('linacodec', () => {
  it.each(['decode', 'info', 'fetch', 'bench'])('explains %s with examples', async (command) => {
    expect(await system.run(`${command} --help`)).toBe(0);
    expect(system.text).toContain(`Usage: linacodec ${command}`);
    expect(system.text).toContain(`Examples:\n  linacodec ${command}`);
    expect(system.errors).toBe('');
  });

  it('also explains a command to whoever asks for help with it', async () => {
    expect(await system.run('help decode')).toBe(0);
    expect(system.text).toContain('Usage: linacodec decode');
  });

  it('explains itself, its commands and its exit codes', async () => {
    expect(await system.run('--help')).toBe(0);
    for (const word of ['decode', 'info', 'fetch', 'bench']) expect(system.text).toContain(`\n  ${word} `);
    for (const code of Object.values(EXIT)) expect(system.text).toContain(`${code} `);
    expect(system.text).toContain('LINACODEC_MODEL');
  });

  it('tells its version', async () => {
    expect(await system.run('--version')).toBe(0);
    expect(system.text).toBe('1.2.3\n');
  });

  it('shows its help, as an error, when it is asked for nothing', async () => {
    expect(await system.run('')).toBe(2);
    expect(system.text).toBe('');
    expect(system.errors).toContain('Usage: linacodec');
  });

  it.each([
    ['an unknown command', 'encode', "linacodec: unknown command 'encode' (Did you mean decode?)"],
    ['an unknown option', 'info --yaml', "linacodec: unknown option '--yaml'"],
    ['tokens that are missing', 'decode -o a.wav', "linacodec: missing required argument 'tokens'"],
    ['an output that is missing', 'decode a.json', "linacodec: required option '-o, --output <path>' not specified"],
    ['an unknown mode', 'decode a.json -o a.wav --mode quick', 'Allowed choices are exact, progressive.'],
    ['an unknown format', 'decode a.json -o - --format mp3', 'Allowed choices are wav, pcm.'],
    [
      'too many arguments',
      'info now',
      "linacodec: too many arguments for 'info'. Expected 0 arguments but got 1: now.",
    ],
    ['no threads', 'info --threads 0', 'It must be a whole number from 1 to 64.'],
    ['too many workers', 'info --workers 65', 'It must be a whole number from 1 to 64.'],
    ['runs in words', 'bench --runs three', 'It must be a whole number from 1 to 64.'],
    ['half a run', 'bench --runs 1.5', 'It must be a whole number from 1 to 64.'],
  ])('refuses %s in one line', async (_, line, message) => {
    expect(await system.run(line)).toBe(2);
    expect(system.errors).toContain(message);
    expect(system.errors).toMatch(/^linacodec: .*\n$/);
    expect(system.decoder.opened).toBeUndefined();
  });

  it.each([
    [{ code: 'bad_tokens' }, 3],
    [{ code: 'bad_checkpoint' }, 4],
    [{ code: 'hub_not_found' }, 4],
    [{ code: 'hub_unreachable' }, 4],
    [{ code: 'cancelled' }, 130],
    [{ name: 'AbortError' }, 130],
    [{ code: 'ERR_ELSE' }, 1],
    [{}, 1],
  ])('ends an error with %o as %i', async (properties, code) => {
    system.openDecoder = async () => {
      throw Object.assign(new Error('it broke'), properties);
    };
    expect(await system.run('info')).toBe(code);
    expect(system.errors).toBe(code === 130 ? 'linacodec: interrupted\n' : 'linacodec: it broke\n');
  });

  it.each([
    ['a string', 'broken'],
    ['nothing', undefined],
  ])('survives what throws %s', async (_, thrown) => {
    system.openDecoder = async () => {
      throw thrown;
    };
    expect(await system.run('info')).toBe(1);
    expect(system.errors).toBe(`linacodec: ${thrown}\n`);
  });

  it('adds the stacks, causes included, for whoever debugs', async () => {
    system.env.LINACODEC_DEBUG = '1';
    system.openDecoder = async () => {
      throw new Error('it broke', { cause: new Error('since that broke') });
    };
    expect(await system.run('info')).toBe(1);
    expect(system.errors).toMatch(
      /^linacodec: it broke\nError: it broke\n +at [\s\S]*caused by: Error: since that broke\n +at /,
    );
  });

  it.each(['--help', 'info', 'bench', 'fetch'])('ends %s quietly when nobody reads', async (line) => {
    system.stdout.write = async () => {
      throw systemError('EPIPE');
    };
    expect(await system.run(line)).toBe(0);
    expect(system.errors).toBe('');
  });
});
