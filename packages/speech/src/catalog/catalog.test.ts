import { whenAborted } from '@voxlane/runpod';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../test/manual-clock.ts';
import { builtinTemplates } from '../builtin-templates.ts';
import type { ServiceConfig } from '../service-config.ts';
import { Catalog } from './catalog.ts';

const MINUTE = 60_000;
const URL_OF_TTS = 'http://qwen.example/api/tts?v=1';

function qwen(changed: Partial<ServiceConfig> = {}): ServiceConfig {
  const endpoint = { kind: 'lb', url: URL_OF_TTS } as const;
  return { id: 'qwen', template: builtinTemplates.qwen, endpoint, apiKey: 'key', fallback: undefined, ...changed };
}

type Answer = () => Response | Error | 'silence';

/** A catalog, what its upstream answers by path, and what it was asked. */
function setting(answers: Record<string, Answer>) {
  const clock = manualClock();
  const asked: string[] = [];
  const keys: (string | null)[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    asked.push(String(url));
    keys.push(new Headers(init.headers).get('authorization'));
    const answer = answers[new URL(String(url)).pathname]?.() ?? new Response('', { status: 404 });
    if (answer === 'silence') return await whenAborted(init.signal as AbortSignal);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { clock, asked, keys, answers, catalog: new Catalog({ fetch: fetch as typeof globalThis.fetch, clock }) };
}

const speakers = (): Response => Response.json({ speakers: ['Zoe'] });
const languages = (): Response => Response.json(['Thai']);

describe('the catalog of an upstream', () => {
  it('is asked for beside the URL that speaks, with the key', async () => {
    const { catalog, asked, keys } = setting({ '/api/speakers': speakers, '/api/languages': languages });
    const { template } = await catalog.serviceWith(qwen());
    expect(asked).toEqual(['http://qwen.example/api/speakers', 'http://qwen.example/api/languages']);
    expect(keys).toEqual(['Bearer key', 'Bearer key']);
    expect([template.defaultVoice, template.languages]).toEqual(['Zoe', ['Thai']]);
  });

  it('is kept for five minutes', async () => {
    const { catalog, asked, clock } = setting({ '/api/speakers': speakers, '/api/languages': languages });
    await catalog.serviceWith(qwen());
    await clock.advance(5 * MINUTE - 1);
    expect((await catalog.serviceWith(qwen())).template.languages).toEqual(['Thai']);
    expect(asked).toHaveLength(2);
    await clock.advance(1);
    await catalog.serviceWith(qwen());
    expect(asked).toHaveLength(4);
  });

  it.each([
    ['an error', () => new Response('no', { status: 500 })],
    ['a broken connection', () => new Error('refused')],
    ['something that is no JSON', () => new Response('<html>')],
    ['something without names', () => Response.json({ ok: true })],
    ['too much', () => Response.json([`Zoe${' '.repeat(70_000)}`])],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'http://elsewhere.example' } })],
  ] satisfies [string, Answer][])(
    'that is %s leaves the template, and is not asked again for a minute',
    async (_, answer) => {
      const { catalog, asked, clock } = setting({ '/api/speakers': answer, '/api/languages': languages });
      const { template } = await catalog.serviceWith(qwen());
      expect([template.voices, template.languages]).toEqual([builtinTemplates.qwen.voices, ['Thai']]);
      await clock.advance(MINUTE - 1);
      await catalog.serviceWith(qwen());
      expect(asked).toHaveLength(2);
      await clock.advance(1);
      await catalog.serviceWith(qwen());
      expect(asked.slice(2)).toEqual(['http://qwen.example/api/speakers']);
    },
  );

  it('that once was told is kept when it cannot be had anew', async () => {
    const { catalog, clock, answers } = setting({ '/api/speakers': speakers, '/api/languages': languages });
    await catalog.serviceWith(qwen());
    answers['/api/speakers'] = () => new Error('gone');
    await clock.advance(5 * MINUTE);
    expect((await catalog.serviceWith(qwen())).template.defaultVoice).toBe('Zoe');
  });

  it('is waited for no longer than three seconds', async () => {
    const { catalog, clock } = setting({ '/api/speakers': () => 'silence', '/api/languages': languages });
    let told: ServiceConfig | undefined;
    const asking = catalog.serviceWith(qwen()).then((service) => {
      told = service;
    });
    await clock.advance(2_999);
    expect(told).toBeUndefined();
    await clock.advance(1);
    await asking;
    expect([told?.template.defaultVoice, clock.sleepers()]).toEqual(['Ryan', 0]);
  });

  it.each([
    ['of a queue', { endpoint: { kind: 'queue', base: 'https://api.runpod.ai/v2/x' } }],
    ['at RunPod', { endpoint: { kind: 'lb', url: 'https://x1.api.runpod.ai/tts' } }],
    ['that nobody set', { endpoint: undefined }],
    ['of another service', { template: builtinTemplates.vibevoice }],
    ['of a sidecar', { sidecar: { url: 'http://sidecar', secret: undefined } }],
  ] satisfies [string, Partial<ServiceConfig>][])('%s is not asked for', async (_, changed) => {
    const { catalog, asked } = setting({});
    expect(await catalog.serviceWith(qwen(changed))).toEqual(qwen(changed));
    expect(asked).toEqual([]);
  });
});
