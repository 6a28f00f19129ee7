import { describe, expect, it } from 'vitest';
import { placedOperations } from '../src/openapi/page/placed-operations.ts';
import { documented } from './documented.ts';
import { testApp } from './test-app.ts';

const page = async (...how: Parameters<typeof testApp>) => await (await testApp(...how).send('/docs')).text();
const idsIn = (text: string) => Array.from(text.matchAll(/ id="([^"]*)"/g), ([, id]) => id);

describe('GET /docs', () => {
  it('is a page that may use its own style and nothing else', async () => {
    const response = await testApp().send('/docs');
    const style = /<style>(.*?)<\/style>/s.exec(await response.text())?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
    expect(style).not.toBe('');
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8');
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
    expect(response.headers.get('Content-Security-Policy')?.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it('needs nothing from elsewhere', async () => {
    const text = await page();
    expect(text).not.toMatch(/<(script|link|img|iframe|object|embed)\b|@import|url\(|style="| on\w+="/i);
    expect(Array.from(text.matchAll(/ (?:src|href)="([^#/][^"]*|\/\/[^"]*)"/g))).toEqual([]);
  });

  it('has every operation, field, code and header of the document', async () => {
    const text = await page();
    const document = await documented();
    for (const { path, method, operation } of placedOperations(document)) {
      const id = operation.operationId;
      expect(text).toContain(
        `<h3 id="${id}-title"><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h3>`,
      );
      expect(text).toContain(`<a href="#${id}">`);
      for (const status of Object.keys(operation.responses)) expect(text).toContain(`<code>${status}</code>`);
    }
    const { schemas, headers } = document.components;
    const fields = Object.values(schemas).flatMap(({ properties = {} }) => Object.keys(properties));
    for (const name of [...fields, ...Object.keys(headers), 'upstream_gap', 'error.param', 'services.*.configured']) {
      expect(text).toContain(`<code>${name}</code>`);
    }
  });

  it('has a title, one first heading, and a place behind every link', async () => {
    const text = await page();
    const ids = idsIn(text);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text.match(/<title>[^<]+<\/title>/g)).toHaveLength(1);
    expect(text.match(/<h1\b/g)).toHaveLength(1);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of text.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)) expect(ids).toContain(id);
  });

  it('shows a shell line with the origin that it was asked at', async () => {
    const response = await testApp().send('http://127.0.0.1:8787/docs');
    expect(await response.text()).toContain('curl --no-buffer &#39;http://127.0.0.1:8787/api/tts/stream&#39;');
  });

  it.each(['https://a"onx=1.example', "https://a'$(x)`y`;.example", 'https://a&lt;b.example'])(
    'escapes the host of %s',
    async (origin) => {
      const { hostname } = new URL(origin);
      const response = await testApp().send(`${origin}/docs`);
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(hostname).toMatch(/["'&]/);
      expect(text).not.toContain(hostname);
      expect(text).toContain('Base URL');
    },
  );

  it('escapes voices of the settings', async () => {
    const SERVICES = JSON.stringify({ vibevoice: { voices: { '<b>"Bob"</b>': 'bob' } } });
    const text = await page({ SERVICES });
    expect(text).toContain('&lt;b&gt;&quot;Bob&quot;&lt;/b&gt;');
    expect(text).not.toContain('<b>');
  });

  it('asks for a key where one is needed', async () => {
    expect(await page()).not.toContain('Authorization: Bearer');
    expect(await page({ API_KEYS: 'k' })).toContain('Authorization: Bearer $API_KEY');
  });
});
