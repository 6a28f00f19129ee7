import { describe, expect, it } from 'vitest';
import { SHORT_CHUNKS } from '../../../test/echo.ts';
import { room, TEXT } from '../../../test/room.ts';
import type { Faults } from '../faults/faults.ts';

const decoder = new TextDecoder();

/** Speaks in tokens through a load balancer and gives what each read of the body holds. */
async function speak(emulate: Faults = {}, response?: string) {
  const { clock, emulator } = room({ endpoints: { 'echotts-lb': { pace: SHORT_CHUNKS } } });
  const body = JSON.stringify({ text: TEXT, emulate, ...(response && { response }) });
  const request = new Request('http://emulator.test/lb/echotts-lb/speak', { method: 'POST', body });
  const reply = await clock.run(emulator.fetch(request));
  const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
  const reads: string[] = [];
  let error: unknown;
  try {
    for (let next = await clock.run(reader.read()); !next.done; next = await clock.run(reader.read())) {
      reads.push(decoder.decode(next.value));
    }
  } catch (reason) {
    error = reason;
  }
  return { reply, reads, text: reads.join(''), error, emulator };
}

const messagesIn = (lines: string) =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const ALL = [1, 2, 3, 4, 5, 6, 7, undefined];
const numbersIn = (lines: string) => messagesIn(lines).map((message) => message.chunk);

describe('tokens through a load balancer', () => {
  it('come as lines out of the box, one in each read', async () => {
    const { reply, reads } = await speak();
    expect(reply.headers.get('content-type')).toBe('application/x-ndjson');
    expect(reads.flatMap(numbersIn)).toEqual(ALL);
    expect(reads).toHaveLength(8);
    expect(messagesIn(reads[0] ?? '')[0]).toMatchObject({ format: 'linacodec_tokens', num_tokens: 3 });
  });

  it('come as events when asked for', async () => {
    const { reply, reads } = await speak({}, 'sse');
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    expect(reads.map((read) => JSON.parse(read.replace(/^data: /, '')).chunk)).toEqual(ALL);
  });

  it.each(['pcm', 'wav'])('are no %s: the caller hears what to ask for, and the worker stops', async (response) => {
    const { reply, text, emulator } = await speak({}, response);
    expect(reply.status).toBe(400);
    expect(JSON.parse(text).error).toBe(
      `this job streams tokens, which are no ${response}: ask for the response ndjson or sse`,
    );
    expect(emulator.jobs()[0]?.status).toBe('CANCELLED');
  });
});

describe('the reads of a body', () => {
  it('joinMessages: several documents in one', async () => {
    const { reads } = await speak({ joinMessages: 3 });
    expect(reads.map(numbersIn)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, undefined],
    ]);
  });

  it('splitBytes: one document over several', async () => {
    const { reads, text } = await speak({ splitBytes: 700 });
    expect(reads.every((read) => read.length <= 700)).toBe(true);
    expect(() => JSON.parse(reads[0] ?? '')).toThrow();
    expect(numbersIn(text)).toEqual(ALL);
  });

  it('both: the end of one document and the beginning of the next', async () => {
    const { reads, text } = await speak({ joinMessages: 8, splitBytes: 2_000 });
    expect(reads.slice(0, -1).every((read) => read.length === 2_000)).toBe(true);
    expect(reads.some((read) => /\}\n\{/.test(read))).toBe(true);
    expect(numbersIn(text)).toEqual(ALL);
  });

  it('noLineBreaks: documents follow each other directly, in lines alone', async () => {
    const { text } = await speak({ noLineBreaks: true, joinMessages: 2 });
    expect(text).not.toContain('\n');
    expect(numbersIn(text.replaceAll('}{', '}\n{'))).toEqual(ALL);
    expect((await speak({ noLineBreaks: true }, 'sse')).text).toContain('\n\n');
  });

  it('joinMessages: what is held goes out before the connection breaks', async () => {
    const { reads, error } = await speak({ joinMessages: 5, lb: { fault: 'cut', afterChunks: 3 } });
    expect(reads.map(numbersIn)).toEqual([[1, 2, 3]]);
    expect(error).toBeInstanceOf(Error);
  });
});
