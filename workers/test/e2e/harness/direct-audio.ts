import type { RunningEmulator } from '@voxlane/emulator/server';
import { RUNPOD_KEY } from './system.ts';

interface StreamReply {
  status: string;
  stream: { output: { audio_chunk?: string } }[];
}

const HEADERS = { authorization: `Bearer ${RUNPOD_KEY}` };
const ENDED = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT']);

/** A quick endpoint on which no fault lies, so that jobs of a test are not mixed up with what it compares them with. */
const REFERENCE = { coldStartMs: 0, realTimeFactor: 0, finishMs: 0 };

/**
 * The 16-bit PCM that the emulator itself makes of a job's input, fetched past the edge.
 * @param model handler that speaks.
 */
export async function directAudio(
  { url, emulator }: RunningEmulator,
  model: 'vibevoice' | 'chatterbox',
  input: Readonly<Record<string, unknown>>,
): Promise<Buffer> {
  const endpoint = `reference-${model}`;
  emulator.configure(endpoint, { handler: model, workers: 20, pace: REFERENCE });
  const body = JSON.stringify({ input: { stream: true, sample_rate: 48_000, output_format: 'pcm_16', ...input } });
  const submitted = await fetch(`${url}/v2/${endpoint}/run`, { method: 'POST', headers: HEADERS, body });
  const { id } = (await submitted.json()) as { id: string };
  const chunks: Buffer[] = [];
  for (;;) {
    const reply = await fetch(`${url}/v2/${endpoint}/stream/${id}`, { headers: HEADERS });
    const { status, stream } = (await reply.json()) as StreamReply;
    for (const { output } of stream) chunks.push(Buffer.from(output.audio_chunk ?? '', 'base64'));
    if (!ENDED.has(status) || stream.length > 0) continue;
    if (status !== 'COMPLETED') throw new Error(`the emulator itself says ${status}`);
    return Buffer.concat(chunks);
  }
}
