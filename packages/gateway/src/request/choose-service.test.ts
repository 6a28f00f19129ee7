import { SERVICE_IDS } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { chooseService } from './choose-service.ts';

const MODELS = { narrator: 'chatterbox' } as const;
const ALL = { served: SERVICE_IDS, defaultService: 'qwen', models: MODELS } as const;
const ONE = { served: ['echotts'], defaultService: 'echotts', models: {} } as const;

describe('chooseService', () => {
  it.each([
    ['the body', { service: 'chatterbox' }, 'localhost', 'chatterbox'],
    ['the subdomain', {}, 'chatterbox.example.com', 'chatterbox'],
    ['the body, where the subdomain agrees', { service: 'chatterbox' }, 'chatterbox.example.com', 'chatterbox'],
    ['the subdomain before the model', { model: 'qwen' }, 'chatterbox.example.com', 'chatterbox'],
    ['the body before the model', { service: 'vibevoice', model: 'chatterbox' }, 'localhost', 'vibevoice'],
    ['a model that is a service', { model: 'chatterbox' }, 'localhost', 'chatterbox'],
    ['a model that is another name of one', { model: 'narrator' }, 'localhost', 'chatterbox'],
    ['the subdomain before that, too', { model: 'narrator' }, 'qwen.example.com', 'qwen'],
    ['the default, for any other model', { model: 'tts-1' }, 'localhost', 'echotts'],
    ['the default, for a property of objects as model', { model: 'constructor' }, 'localhost', 'echotts'],
    ['the default', {}, 'localhost', 'echotts'],
  ] as const)('goes by %s', (_, body, host, expected) => {
    expect(chooseService(body, host, { ...ALL, defaultService: 'echotts' })).toBe(expected);
  });

  it('lists the services to a body that names none of them', () => {
    expect(() => chooseService({ service: 'siri' }, 'localhost', ALL)).toThrow(/vibevoice, chatterbox, echotts, qwen/);
  });

  it.each([
    [{ service: 'vibevoice' }, 'localhost'],
    [{ model: 'vibevoice' }, 'localhost'],
    [{}, 'vibe-voice.example.com'],
  ])('says who speaks in a place of one service: %o at %s', (body, host) => {
    expect(() => chooseService(body, host, ONE)).toThrow(/this place speaks for echotts/);
    expect(chooseService({}, 'localhost', ONE)).toBe('echotts');
  });

  it('refuses a body that names another service than the subdomain', () => {
    expect(() => chooseService({ service: 'qwen' }, 'chatterbox.example.com', ALL)).toThrow(/'qwen'.*'chatterbox'/);
  });
});
