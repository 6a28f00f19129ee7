import { describe, expect, it } from 'vitest';
import { HandFedBody } from '../../test/hand-fed-body.ts';
import { manualClock } from '../../test/manual-clock.ts';
import { readJson } from './read-json.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const signal = new AbortController().signal;

describe('readJson', () => {
  it('reads an object, in whatever pieces', async () => {
    const body = new HandFedBody().feed(...[...bytesOf('{"error":"é"}')].map((byte) => Uint8Array.of(byte))).end();
    expect(await readJson(new Response(body.stream), 1_000, manualClock(), signal)).toEqual({ error: 'é' });
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html>'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['half an object', '{"error":'],
  ])('gives nothing for %s', async (_, text) => {
    expect(await readJson(new Response(text), 1_000, manualClock(), signal)).toBeUndefined();
  });

  it('gives nothing for no body', async () => {
    expect(await readJson(new Response(null), 1_000, manualClock(), signal)).toBeUndefined();
  });

  it('stops reading a body of more than 64 kB', async () => {
    const body = new HandFedBody().feed(...Array.from({ length: 100 }, () => bytesOf(' '.repeat(10_000))));
    const clock = manualClock();
    expect(await readJson(new Response(body.stream), 1_000, clock, signal)).toBeUndefined();
    expect([body.pulls, body.cancelled, clock.sleepers()]).toEqual([7, true, 0]);
  });

  it('takes a body of exactly 64 kB', async () => {
    const text = `{"a":1}${' '.repeat(64 * 1024 - 7)}`;
    expect(await readJson(new Response(text), 1_000, manualClock(), signal)).toEqual({ a: 1 });
    expect(await readJson(new Response(`${text} `), 1_000, manualClock(), signal)).toBeUndefined();
  });

  it('gives up a body that does not end in time', async () => {
    const body = new HandFedBody().feed(bytesOf('{"error":'));
    const clock = manualClock();
    const reading = readJson(new Response(body.stream), 1_000, clock, signal);
    await clock.advance(1_000);
    expect([await reading, body.cancelled, clock.sleepers()]).toEqual([undefined, true, 0]);
  });

  it('gives nothing for a body that breaks off', async () => {
    const body = new HandFedBody().feed(bytesOf('{}')).break();
    expect(await readJson(new Response(body.stream), 1_000, manualClock(), signal)).toBeUndefined();
  });

  it('ends with the reason of an abort', async () => {
    const body = new HandFedBody();
    const listener = new AbortController();
    const clock = manualClock();
    const reading = readJson(new Response(body.stream), 1_000, clock, listener.signal);
    listener.abort('left');
    await expect(reading).rejects.toBe('left');
    expect([body.cancelled, clock.sleepers()]).toEqual([true, 0]);
  });
});
