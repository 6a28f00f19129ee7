import { type Agent, type IncomingMessage, request } from 'node:http';

/** One HTTP call on a kept connection: the parsed answer. @throws Error for a status other than 200. */
export async function callJson(agent: Agent, method: string, url: string, body?: unknown): Promise<unknown> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = text === undefined ? {} : { 'content-type': 'application/json' };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { method, agent, headers }, resolve).once('error', reject).end(text);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode} of ${method} ${url}`);
  return JSON.parse(Buffer.concat(chunks).toString());
}
