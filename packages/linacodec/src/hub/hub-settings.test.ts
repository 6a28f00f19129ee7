import { describe, expect, it } from 'vitest';
import { type HubSettings, hubSettings, hubToken } from './hub-settings.ts';

const HOME = { HOME: '/srv/lina' };

describe('the settings of the hub', () => {
  it('are those of the Python client when nothing is set', () => {
    expect(hubSettings(HOME)).toEqual({
      endpoint: 'https://huggingface.co',
      cacheFolder: '/srv/lina/.cache/huggingface/hub',
      offline: false,
      token: undefined,
      tokenFile: '/srv/lina/.cache/huggingface/token',
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ HF_HUB_CACHE: '/a', HUGGINGFACE_HUB_CACHE: '/b', HF_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/a'],
    [{ HUGGINGFACE_HUB_CACHE: '/b', HF_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/b'],
    [{ HF_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/c/hub'],
    [{ XDG_CACHE_HOME: '/d' }, '/d/huggingface/hub'],
    [{ HF_HUB_CACHE: '', HF_HOME: '/c' }, '/c/hub'],
    [{ HF_HUB_CACHE: '~/models' }, '/srv/lina/models'],
    [{ HF_HUB_CACHE: '~' }, '/srv/lina'],
    [{ HF_HUB_CACHE: '/~/x' }, '/~/x'],
    [{ HF_HUB_CACHE: '$DISK/hub', DISK: '/mnt' }, '/mnt/hub'],
    [{ HF_HOME: '${' + 'DISK}/hf', DISK: '/mnt' }, '/mnt/hf/hub'],
    [{ HF_HUB_CACHE: '/x/$NOT_SET' }, '/x/$NOT_SET'],
    [{ HF_HUB_CACHE: '~/x', HOME: '', USERPROFILE: 'C:\\Users\\lina' }, 'C:\\Users\\lina/x'],
    [{ HF_HUB_CACHE: '~/x', HOME: '/$&' }, '/$&/x'],
  ])('keep the cache where %j says', (env, folder) => {
    expect(hubSettings({ ...HOME, ...env }).cacheFolder).toBe(folder);
  });

  it.each([
    ['1', true],
    ['ON', true],
    ['yes', true],
    ['True', true],
    ['0', false],
    ['', false],
    ['off', false],
    ['2', false],
    [' 1', false],
  ])('read HF_HUB_OFFLINE=%j as %s', (value, offline) => {
    expect(hubSettings({ ...HOME, HF_HUB_OFFLINE: value }).offline).toBe(offline);
  });

  it('take a mirror without its last slash', () => {
    expect(hubSettings({ ...HOME, HF_ENDPOINT: 'https://mirror.example/hf//' }).endpoint).toBe(
      'https://mirror.example/hf',
    );
  });

  it.each([
    'mirror.example',
    'ftp://x',
    'file:///x',
    'https://:80',
    'https://x/?a',
    'https://x/#a',
    'http://u:secret@x',
  ])('refuse the endpoint %s without showing it', (HF_ENDPOINT) => {
    const attempt = () => hubSettings({ HF_ENDPOINT });
    expect(attempt).toThrow(/^HF_ENDPOINT must/);
    expect(attempt).not.toThrow(HF_ENDPOINT);
  });

  it('clean the token of what a shell or a file adds', () => {
    expect(hubSettings({ HF_TOKEN: ' hf_abc\r\n' }).token).toBe('hf_abc');
    expect(hubSettings({ HUGGING_FACE_HUB_TOKEN: 'hf_old' }).token).toBe('hf_old');
    expect(hubSettings({ HF_TOKEN: 'hf_new', HUGGING_FACE_HUB_TOKEN: 'hf_old' }).token).toBe('hf_new');
    expect(hubSettings({ HF_TOKEN: ' ' }).token).toBeUndefined();
  });

  it.each([
    ['two words', 'hf_a b'],
    ['an accent', 'hf_ä'],
    ['a control character', 'hf_\0'],
    ['a whole page', 'x'.repeat(5000)],
  ])('refuse %s as a token without showing it', (_, HF_TOKEN) => {
    expect(() => hubSettings({ HF_TOKEN })).toThrow(/^HF_TOKEN holds no token of the hub: a token is one word/);
    expect(() => hubSettings({ HF_TOKEN })).not.toThrow(HF_TOKEN);
  });

  it('know no token at all where implicit ones are switched off', () => {
    const settings = hubSettings({ ...HOME, HF_TOKEN: 'hf_abc', HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' });
    expect(settings).toMatchObject({ token: undefined, tokenFile: undefined });
  });
});

describe('the token', () => {
  const reading = (text: string | undefined) => {
    const paths: string[] = [];
    const readText = async (path: string) => {
      paths.push(path);
      return text;
    };
    return { paths, readText };
  };

  it.each<[string, Partial<HubSettings>, string | undefined, string | undefined, number]>([
    ['of the environment before any file', { token: 'hf_env' }, 'hf_file', 'hf_env', 0],
    ['of the file that a login has left', {}, 'hf_file\n', 'hf_file', 1],
    ['of nobody without a file', {}, undefined, undefined, 1],
    ['of nobody with an empty file', {}, '\n', undefined, 1],
    ['of nobody where no file counts', { tokenFile: undefined }, 'hf_file', undefined, 0],
  ])('is that %s', async (_, settings, text, token, reads) => {
    const files = reading(text);
    expect(await hubToken({ ...hubSettings({ HF_TOKEN_PATH: '/login' }), ...settings }, files)).toBe(token);
    expect(files.paths).toEqual(Array(reads).fill('/login'));
  });
});
