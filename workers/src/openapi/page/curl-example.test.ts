import { describe, expect, it } from 'vitest';
import type { Operation } from '../openapi-document.ts';
import { curlExample } from './curl-example.ts';

const GET: Operation = { operationId: 'a', summary: '', description: '', tags: [], responses: {} };
const speaking = (value: unknown): Operation => ({
  ...GET,
  requestBody: {
    required: true,
    content: { 'application/json': { schema: {}, examples: { one: { summary: '', value } } } },
  },
});

const target = { origin: 'https://a.example', path: '/speak', method: 'post' };

describe('an operation as a shell line', () => {
  it('fetches what there is to read', () => {
    expect(curlExample({ ...target, path: '/models', method: 'get' }, GET)).toBe("curl 'https://a.example/models'");
  });

  it('fills in the parts of a path', () => {
    const id = { name: 'id', in: 'path', description: '', schema: {}, example: 'a/b' } as const;
    const query = { ...id, name: 'q', in: 'query' } as const;
    const line = curlExample({ ...target, path: '/models/{id}', method: 'get' }, { ...GET, parameters: [id, query] });
    expect(line).toBe("curl 'https://a.example/models/a%2Fb'");
  });

  it.each([
    [{ text: 'Hi', format: 'wav' }, 'wav'],
    [{ input: 'Hi', response_format: 'mp3' }, 'mp3'],
    [{ text: 'Hi' }, 'pcm'],
  ])('sends the first example %o and keeps the sound as %s', (body, extension) => {
    expect(curlExample(target, speaking(body))).toBe(
      [
        "curl --no-buffer 'https://a.example/speak'",
        "--header 'Content-Type: application/json'",
        `--data '${JSON.stringify(body)}'`,
        `--output speech.${extension}`,
      ].join(' \\\n  '),
    );
  });

  it('shows a key where one is needed', () => {
    const line = curlExample(target, { ...GET, security: [{ apiKey: [] }] });
    expect(line).toContain('--header "Authorization: Bearer $API_KEY"');
  });

  it('lets nothing end a quotation', () => {
    const origin = "https://a';rm -rf $(x)`y`'";
    const line = curlExample({ ...target, origin }, speaking({ text: "It's" }));
    expect(line).toContain(`'https://a'\\'';rm -rf $(x)\`y\`'\\''/speak'`);
    expect(line).toContain(`'{"text":"It'\\''s"}'`);
  });
});
