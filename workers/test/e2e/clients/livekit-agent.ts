import { initializeLogger, type tts } from '@livekit/agents';
import { TTS } from '@livekit/agents-plugin-openai';

/**
 * An agent's mouth: LiveKit's own plugin, in a process of its own, since the stream of the framework throws a failure,
 * after it has told of it, where nobody can catch it. Its parent sends orders and gets a `Said` for each text.
 *
 *     node livekit-agent.ts http://127.0.0.1:8787/v1
 */

/** What the agent is told: to speak, to be interrupted, or to end for good. */
export type AgentOrder = { say: string; voice?: string } | 'interrupt' | 'close';

/** What became of a text: every frame that the framework handed out, and the error that it told of. */
export interface Said {
  frames: { sampleRate: number; channels: number; samples: number }[];
  /** Base64 of all frames' samples. */
  audio: string;
  error?: { class: string; status?: unknown; code?: unknown; message: string; recoverable: boolean };
}

const [baseURL = ''] = process.argv.slice(2);
const openaiTts = new TTS({ baseURL, apiKey: 'any' });
let talk = new AbortController();
let told: Said['error'];

initializeLogger({ pretty: false, level: 'silent' });
process.on('unhandledRejection', () => undefined);
openaiTts.on('error', ({ error, recoverable }) => {
  const { status, code } = error as Error & { status?: unknown; code?: unknown };
  told = { class: error.constructor.name, status, code, message: error.message, recoverable };
});

process.on('message', async (order: AgentOrder) => {
  if (order === 'close') return await openaiTts.close();
  if (order === 'interrupt') return talk.abort();
  process.send?.(await say(order));
});

async function say({ say: text, voice = 'alloy' }: Exclude<AgentOrder, string>): Promise<Said> {
  told = undefined;
  talk = new AbortController();
  openaiTts.updateOptions({ voice: voice as 'alloy' });
  const heard: tts.SynthesizedAudio[] = await Array.fromAsync(openaiTts.synthesize(text, undefined, talk.signal));
  const frames = heard.map(({ frame }) => frame);
  return {
    frames: frames.map(({ sampleRate, channels, samplesPerChannel }) => ({
      sampleRate,
      channels,
      samples: samplesPerChannel,
    })),
    audio: Buffer.concat(frames.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength))).toString(
      'base64',
    ),
    ...(told === undefined ? {} : { error: told }),
  };
}
