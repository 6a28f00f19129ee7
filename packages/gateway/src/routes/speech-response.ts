import { type AudioFormat, asProblem, LANE_SAMPLE_RATE } from '@voxlane/schema';
import {
  audioBody,
  type BodyEnd,
  type BodyOptions,
  behind,
  type EventDialect,
  type OpenEncoder,
  pullBody,
  type SampleEncoder,
  type Speech,
  sseBody,
} from '@voxlane/speech';
import type { Context } from 'hono';
import { type ClipBounds, readClip } from '../clip/read-clip.ts';
import { wavPieces } from '../clip/wav-pieces.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import { openaiProblemBody, problemBody } from '../problem-response.ts';
import { audioHeaders, eventHeaders } from './audio-headers.ts';
import { listenerLeft } from './listener.ts';
import { refusedSoon } from './refused-soon.ts';
import { serverTiming } from './server-timing.ts';

/** Speech that was asked for, and how it goes out. */
export interface StreamedSpeech {
  format: AudioFormat;
  openEncoder: OpenEncoder;
  /** What raw samples are called as a media type, where that is not the lane's own name. */
  pcmType?: string | undefined;
  /** As server-sent events in place of the bytes themselves. */
  sse: boolean;
  /** How those are written; the lane's own way when left out. */
  dialect?: EventDialect | undefined;
  /** Reads a clip within these bounds to its end before it answers, so that its length is known. */
  whole?: ClipBounds | undefined;
  /** The answer is WAV in pieces of this many bytes. */
  wavPieces?: number | undefined;
  /** Output rate in Hz; undefined: that of the speech, once it is in hand. */
  sampleRate: number | undefined;
  /** Option names that nobody takes. */
  ignored: readonly string[];
  /** True when somebody else decides on voices and options, so that a refusal comes only after asking. */
  decidedElsewhere?: boolean;
  /** Begins to speak; resolves when the first audio is in hand. */
  start: () => Promise<Speech>;
  listener: AbortController;
  /** Gives back what was held for this speech, once it is over however it ended. Any number of calls is one. */
  leave: () => void;
}

/** The answer with speech in it; its end, whichever it is, reaches the log and `leave`. */
export async function speechResponse(
  c: Context<GatewayEnv>,
  deps: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
): Promise<Response> {
  return await (stream.sse ? eventResponse(c, deps, stream) : audioResponse(c, deps, stream));
}

/** The status line waits for the first audio, so that every failure before it has a status of its own. */
async function audioResponse(
  c: Context<GatewayEnv>,
  deps: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
): Promise<Response> {
  const { start, listener, leave } = stream;
  const { wavPieces: pieceBytes, whole } = stream;
  let encoder: SampleEncoder | undefined;
  let speech: Speech | undefined;
  try {
    // Before a GPU is woken, where the rate is known: that there is no room for one more is a status.
    if (stream.sampleRate !== undefined) encoder = await stream.openEncoder(stream.sampleRate);
    speech = await start();
    if (pieceBytes !== undefined) return await withPieces(c, deps, stream, speech, pieceBytes);
    encoder ??= await stream.openEncoder(speech.sampleRate);
    if (whole !== undefined) return await withClip(c, deps, stream, speech, encoder, whole);
    return withAudio(c, deps, stream, speech, encoder);
  } catch (error) {
    if (speech !== undefined) c.executionCtx.waitUntil(speech.audio.return());
    encoder?.free?.();
    leave();
    throw listener.signal.aborted ? listener.signal.reason : error;
  }
}

function withAudio(
  c: Context<GatewayEnv>,
  deps: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
  speech: Speech,
  encoder: SampleEncoder,
): Response {
  const timing = serverTiming(c.get('record'), deps.clock.now());
  const headers = audioHeaders(stream.format, speech, timing, stream.pcmType);
  return new Response(audioBody(speech, encoder, bodyOptions(c, stream)), { headers });
}

/** WAV whose header is a piece by itself; nobody needs an encoder for it. */
async function withPieces(
  c: Context<GatewayEnv>,
  deps: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
  speech: Speech,
  pieceBytes: number,
): Promise<Response> {
  const pieces = await wavPieces(speech, pieceBytes);
  const headers = audioHeaders('wav', speech, serverTiming(c.get('record'), deps.clock.now()));
  return new Response(
    pullBody(pieces, (piece) => piece, bodyOptions(c, stream)),
    { headers },
  );
}

/** A clip whose length is known; one that is too long goes on as a stream. */
async function withClip(
  c: Context<GatewayEnv>,
  deps: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
  speech: Speech,
  encoder: SampleEncoder,
  bounds: ClipBounds,
): Promise<Response> {
  const { outcome, clip } = await readClip(speech, encoder, bounds);
  const bytes = clip.join();
  if (outcome !== 'whole') return withAudio(c, deps, stream, speech, behind(bytes, encoder));
  encoder.free?.();
  bodyOptions(c, stream).onEnd({ outcome: 'done', bytes: bytes.byteLength });
  const timing = serverTiming(c.get('record'), deps.clock.now());
  const headers = audioHeaders(stream.format, speech, timing, stream.pcmType);
  return new Response(bytes, { headers: { ...headers, 'Content-Length': String(bytes.byteLength) } });
}

/**
 * Longest time that events wait for a refusal from elsewhere, in milliseconds: a sidecar refuses within some, and nobody
 * notices this much while a GPU wakes up.
 */
const REFUSAL_MS = 250;

/** Events leave at once, so that a listener sees a GPU waking up; failures become events too. */
async function eventResponse(
  c: Context<GatewayEnv>,
  { clock }: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
): Promise<Response> {
  // Headers of events leave before the speech starts, so that their orders name a rate.
  const { format, dialect, sampleRate = LANE_SAMPLE_RATE, ignored, leave } = stream;
  let encoder: SampleEncoder | undefined;
  try {
    // Before a GPU is woken, as for plain audio: that there is no room for one more is a status.
    encoder = await stream.openEncoder(sampleRate);
    const start = stream.decidedElsewhere ? await begunUnlessRefused(c, clock, stream) : stream.start;
    const describeError = describer(c.get('requestId'), dialect);
    const options = { ...bodyOptions(c, stream), clock, format, dialect, encoder, describeError };
    const timing = serverTiming(c.get('record'), clock.now());
    return new Response(sseBody(start, options), { headers: eventHeaders(sampleRate, ignored, timing) });
  } catch (error) {
    encoder?.free?.();
    leave();
    throw error;
  }
}

/** What an event tells of a failure. */
function describer(requestId: string, dialect: EventDialect | undefined) {
  return (error: unknown): Readonly<Record<string, unknown>> => {
    const problem = asProblem(error);
    return dialect === 'openai' ? openaiProblemBody(problem) : { ...problemBody(problem, requestId) };
  };
}

/** Begins to speak already, so that what the order itself is refused for still has a status of its own. */
async function begunUnlessRefused(
  c: Context<GatewayEnv>,
  clock: GatewayDeps['clock'],
  { start, listener }: StreamedSpeech,
): Promise<() => Promise<Speech>> {
  const speech = start();
  const letGo = () =>
    c.executionCtx.waitUntil(
      speech.then(
        ({ audio }) => audio.return(),
        () => undefined,
      ),
    );
  // Events that nobody has read yet know of no speech that they could let go of.
  if (listener.signal.aborted) letGo();
  else listener.signal.addEventListener('abort', letGo, { once: true });
  await refusedSoon(speech, REFUSAL_MS, clock);
  return () => speech;
}

function bodyOptions(c: Context<GatewayEnv>, { listener, leave }: StreamedSpeech): BodyOptions {
  const ended = Promise.withResolvers<BodyEnd>();
  c.get('record').ended = ended.promise;
  const onEnd = (end: BodyEnd) => {
    if (end.outcome === 'cancelled') listener.abort(listenerLeft());
    leave();
    ended.resolve(end);
  };
  return { signal: listener.signal, defer: (work) => c.executionCtx.waitUntil(work), onEnd };
}
