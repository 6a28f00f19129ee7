import { audioBody, behind, pullBody, type SampleEncoder, type Speech } from '@voxlane/speech';
import type { Context } from 'hono';
import { type ClipBounds, readClip } from '../clip/read-clip.ts';
import { wavPieces } from '../clip/wav-pieces.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { GatewayEnv } from '../gateway-env.ts';
import { audioHeaders } from './audio-headers.ts';
import { bodyOptions } from './body-options.ts';
import { serverTiming } from './server-timing.ts';
import { speechEvents } from './speech-events.ts';
import type { StreamedSpeech } from './streamed-speech.ts';

/** The answer with speech in it; its end, whichever it is, reaches the log and `leave`. */
export async function speechResponse(
  c: Context<GatewayEnv>,
  deps: Pick<GatewayDeps, 'clock'>,
  stream: StreamedSpeech,
): Promise<Response> {
  return await (stream.sse ? speechEvents(c, deps, stream) : audioResponse(c, deps, stream));
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
