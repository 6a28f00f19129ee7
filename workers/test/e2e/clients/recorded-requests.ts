import type { Call } from '../harness/listener.ts';

/**
 * What clients that are no packages of npm put on the wire to speak, each as its public source writes it. The versions
 * are examples; every field and every header that a server could trip over is there.
 */

const SPEECH = '/v1/audio/speech';
const KEY = { authorization: 'Bearer sk-the-key-that-a-user-typed' };

/** As openai-python's transport sends it, streaming or not. */
const OPENAI_PYTHON = {
  ...KEY,
  accept: 'application/octet-stream',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'user-agent': 'AsyncOpenAI/Python 2.8.1',
  'x-stainless-arch': 'x64',
  'x-stainless-async': 'async:asyncio',
  'x-stainless-lang': 'python',
  'x-stainless-os': 'Linux',
  'x-stainless-package-version': '2.8.1',
  'x-stainless-raw-response': 'stream',
  'x-stainless-read-timeout': '30',
  'x-stainless-retry-count': '0',
  'x-stainless-runtime': 'CPython',
  'x-stainless-runtime-version': '3.13.5',
};

/** Asks for `input` as one client does; `fields` are those that its user can set. */
export type RecordedRequest = (input: string, fields?: Readonly<Record<string, unknown>>) => Call;

const recorded =
  (headers: Readonly<Record<string, string>>, body: Readonly<Record<string, unknown>>): RecordedRequest =>
  (input, fields = {}) => ({ path: SPEECH, headers, json: { ...body, input, ...fields } });

/** open-webui/open-webui, `routers/audio.py`: no format, and headers of its own that name the user. */
const openWebui = recorded(
  {
    ...KEY,
    accept: '*/*',
    'accept-encoding': 'gzip, deflate',
    'user-agent': 'Python/3.11 aiohttp/3.12.15',
    'x-openwebui-user-name': 'Ada%20Lovelace',
    'x-openwebui-user-id': '7b8a1f0e-3c1b-4a5f-9a55-0d5a0c9c2f4e',
    'x-openwebui-user-email': 'ada@example.org',
    'x-openwebui-user-role': 'user',
  },
  { model: 'tts-1', voice: 'alloy' },
);

/** SillyTavern/SillyTavern, `src/endpoints/openai.js`, its OpenAI-compatible voice: without a key the token is empty. */
const sillyTavern = recorded(
  { accept: '*/*', 'accept-encoding': 'gzip, deflate, br', authorization: 'Bearer ', 'user-agent': 'node-fetch' },
  { response_format: 'mp3', voice: 'alloy', speed: 1, model: 'tts-1' },
);

/** home-assistant/core, `openai_conversation`: what was not set becomes the word None. */
const homeAssistant = recorded(OPENAI_PYTHON, {
  model: 'gpt-4o-mini-tts',
  voice: 'marin',
  instructions: 'None',
  speed: 1.0,
  response_format: 'mp3',
});

/** sfortis/openai_tts, a custom component of Home Assistant: no key, and whatever a user adds to the payload. */
const openaiTts = recorded(
  { accept: '*/*', 'accept-encoding': 'gzip, deflate', 'user-agent': 'HomeAssistant-OpenAI-TTS' },
  { model: 'tts-1', voice: 'shimmer', response_format: 'mp3', speed: 1.0, lang_code: 'a', normalization_options: {} },
);

/** roryeckel/wyoming_openai, a bridge to Home Assistant's satellites. */
const wyomingOpenai = recorded(OPENAI_PYTHON, { model: 'tts-1', voice: 'nova', response_format: 'wav' });

/** danny-avila/LibreChat, `TTSService`: a field that nobody else knows, and axios' way to accept anything. */
const libreChat = recorded(
  {
    ...KEY,
    accept: 'application/json, text/plain, */*',
    'accept-encoding': 'gzip, compress, deflate, br',
    'user-agent': 'axios/1.12.1',
  },
  { model: 'tts-1', voice: 'onyx', backend: 'openai' },
);

/** Mintplex-Labs/anything-llm, `TextToSpeech/openAiGeneric`, by openai-node: no format. */
const anythingLlm = recorded(
  {
    ...KEY,
    accept: 'application/octet-stream',
    'accept-encoding': 'gzip,deflate',
    'user-agent': 'OpenAI/JS 4.95.1',
    'x-stainless-arch': 'x64',
    'x-stainless-lang': 'js',
    'x-stainless-os': 'Linux',
    'x-stainless-package-version': '4.95.1',
    'x-stainless-retry-count': '0',
    'x-stainless-runtime': 'node',
    'x-stainless-runtime-version': 'v18.20.8',
    'x-stainless-timeout': '600000',
  },
  { model: 'tts-1', voice: 'alloy' },
);

/** pipecat-ai/pipecat, `OpenAITTSService`. */
const pipecat = recorded(OPENAI_PYTHON, {
  model: 'gpt-4o-mini-tts',
  voice: 'alloy',
  response_format: 'pcm',
  instructions: 'Be friendly.',
  speed: 1.0,
});

/** livekit/agents, `livekit-plugins-openai`, in Python: events, whose deltas an mp3 decoder reads. */
const livekitPython = recorded(OPENAI_PYTHON, {
  model: 'gpt-4o-mini-tts',
  voice: 'ash',
  response_format: 'mp3',
  speed: 1.0,
  stream_format: 'sse',
});

/** openai/openai-python, the example of its `LocalAudioPlayer`. */
const openaiPython = recorded(OPENAI_PYTHON, { model: 'gpt-4o-mini-tts', voice: 'coral', response_format: 'pcm' });

/** Every client by its name. */
export const RECORDED = {
  'Open WebUI': openWebui,
  SillyTavern: sillyTavern,
  'Home Assistant': homeAssistant,
  openai_tts: openaiTts,
  wyoming_openai: wyomingOpenai,
  LibreChat: libreChat,
  AnythingLLM: anythingLlm,
  Pipecat: pipecat,
  'LiveKit Python': livekitPython,
  'openai-python': openaiPython,
} as const satisfies Record<string, RecordedRequest>;

export type RecordedClient = keyof typeof RECORDED;

/** A list as Open WebUI asks for it: without the key that it has. */
export function openWebuiList(what: 'voices' | 'models'): Call {
  const headers = { accept: '*/*', 'accept-encoding': 'gzip, deflate', 'user-agent': 'Python/3.11 aiohttp/3.12.15' };
  return { method: 'GET', path: `/v1/audio/${what}`, headers };
}

/** The call by which LiveKit's plugin for Python opens its connection ahead of the first text. */
export const LIVEKIT_PREWARM: Call = { method: 'GET', path: '/', headers: OPENAI_PYTHON };

/** The voices that Pipecat lets its users choose from. */
export const PIPECAT_VOICES = [
  'alloy',
  'ash',
  'ballad',
  'cedar',
  'coral',
  'echo',
  'fable',
  'marin',
  'nova',
  'onyx',
  'sage',
  'shimmer',
  'verse',
];
