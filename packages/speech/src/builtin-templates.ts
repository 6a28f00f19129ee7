import { LANE_SAMPLE_RATE, type ServiceId, type ServiceTemplate } from '@voxlane/schema';

/** OpenAI's own voice names: clients of its API send no others, so every service takes them. */
const OPENAI_VOICES = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'fable',
  'onyx',
  'nova',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
] as const;

/** Speakers of the public Vibe Voice handler, and which of them stands in for which voice of OpenAI. */
const VIBEVOICE_SPEAKERS = ['Alice', 'Carter', 'Frank', 'Mary', 'Maya', 'Samuel'] as const;
const VIBEVOICE_OPENAI = [
  'Alice',
  'Carter',
  'Samuel',
  'Mary',
  'Carter',
  'Frank',
  'Samuel',
  'Maya',
  'Mary',
  'Maya',
  'Frank',
  'Alice',
  'Carter',
];

/**
 * Public handlers cut a text only above 250 to 300 characters and yield one chunk a cut. RunPod drops a chunk above
 * about 1 MB: 7.8 s at 48 kHz in base64. 76 characters are 5.4 s at a usual 14 characters a second (700 kB), and stay
 * below the limit at the slowest rate seen, 10.7. An endpoint with timed chunks can take far longer pieces.
 */
const PIECE = { first: 60, most: 76, least: 20 };

/**
 * A minute of tokens is some 10 kB, so RunPod's limit does not matter here. A piece is made whole before any of it comes:
 * the first one is short for an early start, later ones hold a sentence or two, so that melody carries over.
 */
const TOKEN_PIECE = { first: 60, most: 240, least: 20 };

/** Speakers of the public Qwen3-TTS, and which of them stands in for which voice of OpenAI. */
const QWEN_SPEAKERS = ['Ryan', 'Vivian', 'Serena', 'Aiden', 'Dylan', 'Eric', 'Uncle_Fu', 'Ono_Anna', 'Sohee'] as const;
const QWEN_OPENAI = [
  'Vivian',
  'Aiden',
  'Ryan',
  'Serena',
  'Aiden',
  'Ryan',
  'Uncle_Fu',
  'Vivian',
  'Serena',
  'Vivian',
  'Ryan',
  'Serena',
  'Uncle_Fu',
];

/** Languages of Qwen3-TTS in the spelling of its handlers; with `Auto` it goes by the text. */
const QWEN_LANGUAGES = [
  'English',
  'Chinese',
  'Japanese',
  'Korean',
  'German',
  'French',
  'Russian',
  'Portuguese',
  'Spanish',
  'Italian',
  'Auto',
];

/**
 * A clip comes only when all of it is made, about as fast as it plays: the first piece is short for an early start, later
 * ones are some 20 seconds of speech, whose making hides behind the playing of those before.
 */
const CLIP_PIECE = { first: 80, most: 300, least: 30 };

/** Where S3-compatible stores hand out presigned files. */
const STORES = ['*.amazonaws.com', '*.r2.cloudflarestorage.com', '*.backblazeb2.com', '*.digitaloceanspaces.com'];

const COMMON = {
  kind: 'auto',
  encoding: 'auto',
  sampleRate: null,
  jointSilenceMs: 0,
  onGap: 'error',
  audioHosts: STORES,
  wholeClips: false,
  atOnce: null,
  languages: [],
  piece: PIECE,
} as const satisfies Partial<ServiceTemplate>;

const oneVoice = (): Record<string, string | null> =>
  Object.fromEntries(['default', ...OPENAI_VOICES].map((name) => [name, null]));

/** Templates that fit the public handlers of each model. The setting SERVICES overrides any part of them. */
export const builtinTemplates: Readonly<Record<ServiceId, ServiceTemplate>> = {
  vibevoice: {
    ...COMMON,
    textField: 'text',
    voiceField: 'speaker_name',
    fixed: { stream: true, output_format: 'pcm_16', sample_rate: LANE_SAMPLE_RATE },
    options: {
      cfg_scale: { type: 'number', min: 0.1, max: 10 },
      disable_prefill: { type: 'boolean' },
    },
    voices: {
      ...Object.fromEntries(VIBEVOICE_SPEAKERS.map((name) => [name, name])),
      ...Object.fromEntries(OPENAI_VOICES.map((name, i) => [name, VIBEVOICE_OPENAI[i] ?? 'Alice'])),
    },
    defaultVoice: 'Alice',
  },
  chatterbox: {
    ...COMMON,
    textField: 'text',
    voiceField: 'audio_prompt',
    fixed: { stream: true, output_format: 'pcm_16', sample_rate: LANE_SAMPLE_RATE },
    options: {
      temperature: { type: 'number', min: 0.05, max: 2 },
      top_p: { type: 'number', min: 0, max: 1 },
      top_k: { type: 'integer', min: 0, max: 1_000 },
      repetition_penalty: { type: 'number', min: 1, max: 2 },
      min_p: { type: 'number', min: 0, max: 1 },
      exaggeration: { type: 'number', min: 0, max: 1 },
      cfg_weight: { type: 'number', min: 0, max: 1 },
      norm_loudness: { type: 'boolean' },
    },
    // A voice of this handler is a file in the owner's volume, so only its built-in voice is known from here.
    voices: oneVoice(),
    defaultVoice: 'default',
  },
  echotts: {
    ...COMMON,
    textField: 'text',
    voiceField: 'speaker_voice',
    piece: TOKEN_PIECE,
    fixed: { stream: true, output_format: 'linacodec_tokens' },
    options: { seed: { type: 'integer', min: 0, max: 4_294_967_295, field: 'parameters.seed' } },
    voices: oneVoice(),
    defaultVoice: 'default',
  },
  qwen: {
    ...COMMON,
    textField: 'text',
    voiceField: 'speaker',
    piece: CLIP_PIECE,
    wholeClips: true,
    atOnce: 2,
    languages: QWEN_LANGUAGES,
    fixed: { language: 'English' },
    options: {
      language: { type: 'string', maxLength: 40 },
      instruct: { type: 'string', maxLength: 2_000 },
      speed: { type: 'number', min: 0.25, max: 4 },
      pitch: { type: 'number', min: 0.5, max: 2 },
      seed: { type: 'integer', min: 0, max: 4_294_967_295 },
    },
    voices: {
      ...Object.fromEntries(QWEN_SPEAKERS.map((name) => [name, name])),
      ...Object.fromEntries(OPENAI_VOICES.map((name, i) => [name, QWEN_OPENAI[i] ?? 'Ryan'])),
    },
    defaultVoice: 'Ryan',
  },
};
