import { decodeBase64, LineSplitter, SseParser, sniff } from '@voxlane/audio';
import { PlayerError } from '../player-error.ts';
import type { AudioDecoder, AudioEvent } from './audio-event.ts';
import { knownRate, namedRate } from './known-rate.ts';
import { PcmDecoder } from './pcm-decoder.ts';
import { problemOf } from './problem.ts';
import { eventFields, type Fields } from './sse-fields.ts';
import { truncated } from './truncated.ts';
import { WavDecoder } from './wav-decoder.ts';

/** Most bytes of one delta: a minute of 48 kHz. */
const MAX_DELTA_BYTES = 6_000_000;

/**
 * Server-sent events of speech: `speech.audio.delta` with base64 audio, all of which is one stream of PCM or WAV;
 * `speech.audio.piece`; `speech.audio.error`, which throws; `speech.audio.done`. A comment before the first audio says
 * that the server is awake. Other events are ignored.
 */
export class SseDecoder implements AudioDecoder {
  readonly #utf8 = new TextDecoder();
  readonly #events = new SseParser();
  readonly #comments = new LineSplitter();
  readonly #sampleRate: number | undefined;
  #audio: AudioDecoder | undefined;
  #done = false;

  /** @param sampleRate Hz of raw samples whose events name none */
  constructor(sampleRate?: number) {
    this.#sampleRate = sampleRate;
  }

  /** One by one: what comes before an error in the same piece is handed out before it is thrown. */
  *push(bytes: Uint8Array): Generator<AudioEvent, void, undefined> {
    const text = this.#utf8.decode(bytes, { stream: true });
    if (this.#audio === undefined && this.#comments.push(text).some((line) => line.startsWith(':'))) {
      yield { type: 'waking' };
    }
    for (const { data } of this.#events.push(text)) yield* this.#event(data);
  }

  flush(): void {
    if (!this.#done) throw truncated('it ended without saying so');
    this.#audio?.flush();
  }

  #event(data: string): Iterable<AudioEvent> {
    // What other APIs of this kind end their streams with.
    if (data === '[DONE]') this.#done = true;
    if (this.#done) return [];
    const fields = eventFields(data);
    switch (fields.type) {
      case 'speech.audio.delta':
        return this.#delta(fields);
      case 'speech.audio.piece':
        return pieceOf(fields);
      case 'speech.audio.error':
        throw problemOf(fields);
      case 'speech.audio.done':
        this.#done = true;
    }
    return [];
  }

  #delta(fields: Fields): Iterable<AudioEvent> {
    if (typeof fields.audio !== 'string') {
      throw new PlayerError('A speech.audio.delta event has no audio in base64.', { code: 'malformed' });
    }
    const bytes = decodeBase64(fields.audio, { maxBytes: MAX_DELTA_BYTES });
    if (bytes.length === 0) return [];
    this.#audio ??= this.#decoderOf(fields, bytes);
    return this.#audio.push(bytes);
  }

  /** By what the first delta says, and where it says nothing by how it begins. */
  #decoderOf({ format, response_format, sample_rate }: Fields, bytes: Uint8Array): AudioDecoder {
    const kind = format ?? response_format ?? sniff(bytes) ?? 'pcm';
    if (kind === 'wav') return new WavDecoder();
    if (kind === 'pcm') return new PcmDecoder(knownRate(namedRate(sample_rate) ?? this.#sampleRate));
    throw new PlayerError(`The speech came as events of ${kind}; ask for pcm or wav.`, { code: 'unsupported_type' });
  }
}

function pieceOf({ start, end, at }: Fields): AudioEvent[] {
  const known = [start, end, at].every((value) => typeof value === 'number' && Number.isFinite(value) && value >= 0);
  return known ? [{ type: 'piece', start: start as number, end: end as number, at: at as number }] : [];
}
