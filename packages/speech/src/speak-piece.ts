import type { AudioPayload } from '@voxlane/runpod';
import { Problem, type ServiceTemplate } from '@voxlane/schema';
import { ChunkDecoder, type DecodedChunk } from './decode-chunk.ts';
import { decodeTokens } from './decode-tokens.ts';
import type { PieceSetting } from './open-job.ts';
import { slottedJob } from './slotted-job.ts';
import { ToRate } from './to-rate.ts';

type Payloads = AsyncGenerator<AudioPayload, void, undefined>;

/**
 * Has one piece of text spoken by one job, once there is a place for it: mono floats at the output rate, as they are
 * made. However it is left, the job and the decoder are left too.
 */
export async function* speakPiece(
  text: string,
  setting: PieceSetting,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  const left = new AbortController();
  const follow = () => left.abort(signal.reason);
  signal.throwIfAborted();
  const payloads = slottedJob(text, setting, left.signal);
  const sound = soundOf(payloads, setting, left.signal);
  signal.addEventListener('abort', follow, { once: true });
  try {
    // No `for await`: it would wait for a decoder to let go, which in turn may be waiting for a chunk, before the abort.
    for (let block = await sound.next(); !block.done; block = await sound.next()) yield block.value;
  } finally {
    signal.removeEventListener('abort', follow);
    left.abort(new Error('the piece was left'));
    await sound.return();
    await payloads.return();
  }
}

async function* soundOf(
  payloads: Payloads,
  setting: PieceSetting,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  const toRate = new ToRate(setting.rate);
  for await (const chunk of decode(payloads, setting, signal)) yield* toRate.push(chunk);
  const tail = toRate.flush();
  if (tail.length > 0) yield tail;
}

/** The first chunk shows whether the job yields audio or tokens; what RunPod yields is then all of that kind. */
async function* decode(
  payloads: Payloads,
  { service, context }: PieceSetting,
  signal: AbortSignal,
): AsyncGenerator<DecodedChunk, void, undefined> {
  const first = await firstChunk(payloads);
  if (first === undefined) return;
  const all = resumed(first, payloads);
  if (first.kind !== 'tokens') return yield* decodeAudio(all, service.template);
  if (context.tokenDecoder === undefined) {
    throw new Problem(
      'upstream_bad_audio',
      "The endpoint yields LinaCodec tokens instead of audio: set its output_format to 'pcm_16', or ask for service 'echotts'",
    );
  }
  yield* decodeTokens(all, context.tokenDecoder, signal);
}

async function* decodeAudio(
  payloads: AsyncIterable<AudioPayload>,
  template: ServiceTemplate,
): AsyncGenerator<DecodedChunk, void, undefined> {
  const decoder = new ChunkDecoder(template);
  let chunk: DecodedChunk | undefined;
  for await (const payload of payloads) {
    if (payload.kind === 'bytes') chunk = decoder.decode(payload);
    else if (payload.kind === 'samples') chunk = payload;
    // A lost chunk was most likely as long as the one before it.
    else if (chunk !== undefined) chunk = { ...chunk, samples: new Float32Array(chunk.samples.length) };
    if (chunk !== undefined) yield chunk;
  }
}

/** A hole before the first chunk has no length that is known of, so it is left out. */
async function firstChunk(payloads: Payloads): Promise<AudioPayload | undefined> {
  for (;;) {
    const { done, value } = await payloads.next();
    if (done) return undefined;
    if (value.kind !== 'hole') return value;
  }
}

async function* resumed(first: AudioPayload, rest: Payloads): Payloads {
  yield first;
  yield* rest;
}
