import { decodeBase64, decodeSamples, floatToInt16, wavHeader } from '@voxlane/audio';
import { joinBytes } from '../audio/join-bytes.ts';
import type { EndpointConfig } from '../endpoint-config.ts';
import type { Job } from '../job/job.ts';
import { MAX_LB_BYTES } from '../limits.ts';
import { isChunkMessage } from '../speech/chunk-message.ts';
import { ConnectionReset } from './connection-reset.ts';
import { edgePageText } from './replies.ts';

type ResponseKind = EndpointConfig['response'];

/** Content types of replies of a load-balancing worker. */
export const LB_CONTENT_TYPES: Readonly<Record<ResponseKind, string>> = {
  pcm: 'application/octet-stream',
  wav: 'audio/wav',
  ndjson: 'application/x-ndjson',
  sse: 'text/event-stream',
};

const encoder = new TextEncoder();

/**
 * The writes of a load-balancing reply as the handler makes it: messages as lines or events, or the audio alone. Ends
 * with a ConnectionReset where the handler fails, since its status line is long gone.
 */
export async function* lbBytes(job: Job, kind: ResponseKind, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { joinMessages = 1, splitBytes } = job.order.faults;
  for await (const bytes of joined(messageBytes(job, kind, signal), joinMessages)) yield* pieces(bytes, splitBytes);
}

/** The bytes of each message. */
async function* messageBytes(job: Job, kind: ResponseKind, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { lb, noLineBreaks } = job.order.faults;
  const encode = kind === 'ndjson' && noLineBreaks ? jsonBytes : ENCODERS[kind];
  let sent = 0;
  let begun = false;
  for (;;) {
    await job.waitUntil(() => job.waiting > 0 || job.ended, Number.POSITIVE_INFINITY, signal);
    const messages = job.drain();
    for (const message of messages) {
      if (sent === (lb?.afterChunks ?? 0)) {
        if (lb?.fault === 'cut') throw new ConnectionReset();
        if (lb?.fault === 'edge-524') yield encoder.encode(edgePageText(524));
        if (lb?.fault === 'edge-524' || lb?.fault === 'short') return;
      }
      const bytes = encode(message, !begun);
      begun ||= bytes.length > 0;
      yield bytes;
      sent++;
    }
    if (messages.length > 0) continue;
    if (job.status === 'COMPLETED') return;
    if (job.ended || job.deleted) throw new ConnectionReset();
  }
}

/** Every `count` of the writes as one; the last may hold fewer. What is held is written before the source breaks. */
async function* joined(writes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = [];
  try {
    for await (const bytes of writes) {
      held.push(bytes);
      if (held.length === count) yield joinBytes(...held.splice(0));
    }
  } catch (error) {
    yield joinBytes(...held);
    throw error;
  }
  yield joinBytes(...held);
}

function* pieces(bytes: Uint8Array, length = bytes.length): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const ENCODERS: Record<ResponseKind, (message: unknown, first: boolean) => Uint8Array> = {
  pcm: (message) => audioOf(message),
  wav: (message, first) =>
    first && isChunkMessage(message)
      ? joinBytes(wavHeader({ sampleRate: message.sample_rate }), audioOf(message))
      : audioOf(message),
  ndjson: (message) => encoder.encode(`${JSON.stringify(message)}\n`),
  sse: (message) => encoder.encode(`data: ${JSON.stringify(message)}\n\n`),
};

function jsonBytes(message: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(message));
}

/** The audio of a message as a worker writes it into a body: 16-bit, whatever width the handler thinks in. */
function audioOf(message: unknown): Uint8Array {
  if (!isChunkMessage(message)) return new Uint8Array(0);
  const bytes = decodeBase64(message.audio_chunk, { maxBytes: MAX_LB_BYTES });
  return message.format === 'pcm_24' ? floatToInt16(decodeSamples(bytes, 'f32')) : bytes;
}
