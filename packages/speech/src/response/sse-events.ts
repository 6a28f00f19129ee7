import { encodeBase64, sseComment, sseEvent } from '@voxlane/audio';
import type { Clock } from '@voxlane/runpod';
import type { AudioFormat } from '@voxlane/schema';
import type { Speech } from '../speech.ts';
import { estimateUsage } from './estimate-usage.ts';
import type { SampleEncoder } from './sample-encoder.ts';
import { type Heartbeat, withHeartbeat } from './with-heartbeat.ts';

const utf8 = new TextEncoder();

/** Proxies and browsers drop a silent connection after 15 s at the soonest; a waking GPU is silent for minutes. */
const KEEP_ALIVE_MS = 10_000;

/**
 * Milliseconds between the event that tells of a failure and the break: a stream that breaks at once takes along what
 * the runtime has read but not yet written (workerd reads ahead for as long as reading needs no wait).
 */
const BREAK_AFTER_MS = 100;

/**
 * How events are written. `openai`: as OpenAI writes them, the type in the data and nothing more. `lane`: with an `event`
 * line, which EventSource clients go by, and with the format and rate of the audio.
 */
export type EventDialect = 'lane' | 'openai';

export interface SseOptions {
  clock: Clock;
  /** What the deltas hold; joined, they are one stream of this format. */
  format: AudioFormat;
  /** `lane` when left out. */
  dialect?: EventDialect | undefined;
  /** Encodes the speech, at the rate of which it was opened. */
  encoder: SampleEncoder;
  /** The fields that tell a client what went wrong. */
  describeError: (error: unknown) => Readonly<Record<string, unknown>>;
}

/**
 * Speech as server-sent events, in OpenAI's names: comments while nothing happens, `speech.audio.delta` for audio,
 * `speech.audio.done` at the end, and in the lane's dialect `speech.audio.piece` before the audio in which a piece of the
 * text begins. A failure is told as `speech.audio.error` and then thrown, so that the connection
 * breaks after it. However this ends, the audio of a speech that started is returned.
 * @param start begins the speech; called when the first event is asked for.
 */
export async function* sseEvents(
  start: () => Promise<Speech>,
  options: SseOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const heartbeat = { clock: options.clock, everyMs: KEEP_ALIVE_MS, beat: utf8.encode(sseComment('keep-alive')) };
  const starting = start();
  try {
    const speech = yield* withHeartbeat(starting, heartbeat);
    yield* audioEvents(speech, options, heartbeat);
  } catch (error) {
    yield eventWriter(options.dialect)('speech.audio.error', options.describeError(error));
    await options.clock.sleep(BREAK_AFTER_MS);
    throw error;
  } finally {
    await starting.then(
      (speech) => speech.audio.return(),
      () => undefined,
    );
  }
}

async function* audioEvents(
  speech: Speech,
  { format, encoder, dialect }: Pick<SseOptions, 'format' | 'encoder' | 'dialect'>,
  heartbeat: Heartbeat,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { audio, report, sampleRate } = speech;
  const event = eventWriter(dialect);
  const about = dialect === 'openai' ? {} : { format, sample_rate: sampleRate };
  const delta = (bytes: Uint8Array) => event('speech.audio.delta', { audio: encodeBase64(bytes), ...about });
  const pieces = dialect === 'openai' ? () => [] : newPieces(speech);
  for (let over = false; !over; ) {
    const { done, value } = yield* withHeartbeat(audio.next(), heartbeat);
    over = done === true;
    for (const piece of pieces()) yield event('speech.audio.piece', piece);
    const bytes = done ? encoder.flush() : encoder.push(value);
    if (bytes.byteLength > 0) yield delta(bytes);
  }
  yield event('speech.audio.done', { usage: estimateUsage(report, sampleRate) });
}

/** Pieces of the text that have begun in the audio handed out, each once; `at` is in seconds of that audio. */
function newPieces({ report, sampleRate }: Speech) {
  let told = 0;
  return () => {
    const begun = report.marks.slice(told).filter(({ sample }) => sample < report.samples);
    told += begun.length;
    return begun.map(({ start, end, sample }) => ({ start, end, at: sample / sampleRate }));
  };
}

function eventWriter(dialect: EventDialect = 'lane') {
  return (type: string, fields: Readonly<Record<string, unknown>>): Uint8Array => {
    const line = dialect === 'openai' ? {} : { event: type };
    return utf8.encode(sseEvent({ ...line, data: JSON.stringify({ type, ...fields }) }));
  };
}
