import type { RunningEmulator } from '@voxlane/emulator/server';
import { RUNPOD_KEY } from '../../../../workers/test/e2e/harness/system.ts';

/** What RunPod answers to `/stream`. */
export interface StreamReply {
  status: string;
  stream: { output: Record<string, unknown> }[];
}

const HEADERS = { authorization: `Bearer ${RUNPOD_KEY}` };
const ENDED = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT']);

/** An endpoint on which no fault lies, so that jobs of a test are not mixed up with what it compares them with. */
const ENDPOINT = 'reference-echotts';
const QUICK = { coldStartMs: 0, realTimeFactor: 0, finishMs: 0, firstChunkMs: 600_000, chunkMs: 600_000 };

/** Every `/stream` reply, as it came, of an EchoTTS job that is asked for past edge and sidecar. */
export async function streamReplies(
  { url, emulator }: RunningEmulator,
  input: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  emulator.configure(ENDPOINT, { handler: 'echotts', workers: 20, pace: QUICK });
  const body = JSON.stringify({ input: { stream: true, speaker_voice: 'slt', ...input } });
  const submitted = await fetch(`${url}/v2/${ENDPOINT}/run`, { method: 'POST', headers: HEADERS, body });
  const { id } = (await submitted.json()) as { id: string };
  const replies: string[] = [];
  for (;;) {
    const reply = await fetch(`${url}/v2/${ENDPOINT}/stream/${id}`, { headers: HEADERS });
    const text = await reply.text();
    replies.push(text);
    const { status, stream } = JSON.parse(text) as StreamReply;
    if (!ENDED.has(status) || stream.length > 0) continue;
    if (status !== 'COMPLETED') throw new Error(`the emulator itself says ${status}`);
    return replies;
  }
}

/** Every message of such a job, the word of the end left out. */
export async function echoChunks(
  running: RunningEmulator,
  input: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>[]> {
  const replies = await streamReplies(running, input);
  const outputs = replies.flatMap((reply) => (JSON.parse(reply) as StreamReply).stream.map(({ output }) => output));
  return outputs.filter(({ status }) => status === 'streaming');
}

/** Rate of {@link plainSpeech} in Hz. */
export const PLAIN_RATE = 44_100;

/** The synthesiser's own speech of a text, which never was tokens: 16-bit samples at {@link PLAIN_RATE}. */
export async function plainSpeech(running: RunningEmulator, text: string, speaker: string): Promise<Int16Array> {
  const chunks = await echoChunks(running, { text, speaker_voice: speaker, output_format: 'pcm_16' });
  const bytes = Buffer.concat(chunks.map(({ audio_chunk }) => Buffer.from(String(audio_chunk), 'base64')));
  return new Int16Array(Uint8Array.from(bytes).buffer);
}
