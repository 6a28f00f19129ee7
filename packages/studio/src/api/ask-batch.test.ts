import { sseComment, sseEvent } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../../test/fake-api.ts';
import { askBatch } from './ask-batch.ts';

const MANNER = { service: 'qwen', voice: 'Ryan', language: 'English', speed: 1, pitch: 1 };
const NEVER = new AbortController().signal;
/** `hi` in base64. */
const AUDIO = 'aGk=';

const good = (index: number) => ({ index, status: 'success', audio_data: AUDIO, media_type: 'audio/wav' });
const bad = (index: number, error: unknown = 'no') => ({ index, status: 'error', error });
const events = (...items: readonly object[]) =>
  [sseComment('alive'), ...items.map((item) => sseEvent({ data: JSON.stringify(item) }))].join('');

function answered(body: BodyInit, type = 'text/event-stream; charset=utf-8') {
  return fakeApi(() => new Response(body, { headers: { 'Content-Type': type } }));
}

/** All that a batch of `count` texts tells: its clips as text. */
async function told(api: ReturnType<typeof fakeApi>, count = 3, signal = NEVER) {
  const texts = Array.from({ length: count }, (_, i) => `text ${i}`);
  const found: [number, string | undefined, string | undefined][] = [];
  for await (const { index, clip, message } of askBatch(api, texts, MANNER, signal)) {
    found.push([index, await clip?.text(), message]);
  }
  return found;
}

describe('askBatch', () => {
  it('asks for all texts in one manner, and for events', async () => {
    const api = answered(events());
    await told(api, 2);
    expect(api.calls).toEqual([
      {
        path: '/v1/audio/speech/batch',
        body: {
          items: [{ input: 'text 0' }, { input: 'text 1' }],
          service: 'qwen',
          voice: 'Ryan',
          language: 'English',
          response_format: 'wav',
        },
        accept: expect.stringMatching(/^text\/event-stream/),
      },
    ]);
  });

  it('tells of each as it ends, in whichever order', async () => {
    const api = answered(events(good(2), bad(0), good(1), { type: 'batch.done', total: 3 }));
    expect(await told(api)).toEqual([
      [2, 'hi', undefined],
      [0, undefined, 'no'],
      [1, 'hi', undefined],
    ]);
  });

  it('takes results that come as a whole', async () => {
    const api = answered(JSON.stringify({ results: [good(0), bad(1)] }), 'application/json');
    expect(await told(api)).toEqual([
      [0, 'hi', undefined],
      [1, undefined, 'no'],
    ]);
  });

  it.each([
    ['of no text of the batch', [good(3), good(-1), good(0.5), { status: 'success' }], []],
    [
      'whose audio is none',
      [{ ...good(0), audio_data: '?' }],
      [[0, undefined, 'The audio that came could not be read.']],
    ],
    ['that failed for no reason', [bad(1, { odd: 1 })], [[1, undefined, 'It could not be spoken.']]],
  ])('takes a result %s with care', async (_, items, expected) => {
    expect(await told(answered(events(...items)))).toEqual(expected);
  });

  it.each(['{}', '[]', 'null', '<html>'])('refuses %s for results', async (body) => {
    await expect(told(answered(body, 'application/json'))).rejects.toMatchObject({ code: 'bad_answer' });
  });

  it('tells of a connection that breaks, after what came before', async () => {
    const breaking = () => {
      const bytes = new TextEncoder().encode(events(good(0)));
      let sent = false;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent) controller.error(new TypeError('reset'));
          else controller.enqueue(bytes);
          sent = true;
        },
      });
    };
    await expect(told(answered(breaking()))).rejects.toMatchObject({ code: 'network' });
    const first = await askBatch(answered(breaking()), ['a'], MANNER, NEVER).next();
    expect(first.value).toMatchObject({ index: 0 });
  });
});
