import { speechRequest } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import type { RatedOrder } from './rated-order.ts';
import { speechBody } from './speech-body.ts';

const ORDER: RatedOrder = { service: 'echotts', text: 'Hello.', voice: 'alloy', sampleRate: 24_000, options: {} };

describe('the body that has a sidecar speak', () => {
  it('says what was ordered, options beside it', () => {
    const body = speechBody({ ...ORDER, options: { seed: 7, style: ['a'] } }, 'echotts');
    expect(body).toEqual({
      text: 'Hello.',
      service: 'echotts',
      voice: 'alloy',
      sample_rate: 24_000,
      format: 'pcm',
      seed: 7,
      style: ['a'],
    });
    expect(speechRequest.safeParse(body).success).toBe(true);
  });

  it('leaves the voice to the sidecar when none was asked for', () => {
    expect(speechBody({ ...ORDER, voice: undefined }, 'echotts')).not.toHaveProperty('voice');
  });

  it('names the service that is asked, not the one that was meant', () => {
    expect(speechBody({ ...ORDER, service: 'vibevoice' }, 'echotts').service).toBe('echotts');
  });

  it('lets no option take the place of a field', () => {
    const options = {
      text: 'Other.',
      service: 'qwen',
      voice: 'Eve',
      sample_rate: 1,
      format: 'wav',
      stream_format: 'sse',
      model: 'm',
    };
    const plain = speechBody({ ...ORDER, voice: undefined }, 'echotts');
    expect(speechBody({ ...ORDER, voice: undefined, options }, 'echotts')).toEqual(plain);
  });

  it('passes names on that mean something to objects', () => {
    const options = JSON.parse('{"__proto__":{"text":"Other."},"constructor":1}');
    const body = JSON.stringify(speechBody({ ...ORDER, options }, 'echotts'));
    expect(Object.entries(JSON.parse(body)).slice(0, 3)).toEqual([
      ['__proto__', { text: 'Other.' }],
      ['constructor', 1],
      ['text', 'Hello.'],
    ]);
  });
});
