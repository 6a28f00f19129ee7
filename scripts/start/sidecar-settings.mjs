import { EDGE_SETTINGS } from './edge-settings.mjs';

/** Settings that are the edge's alone. */
const NOT_OF_THE_SIDECAR = Object.freeze([
  'DEFAULT_SERVICE',
  'VIBEVOICE_ENDPOINT',
  'CHATTERBOX_ENDPOINT',
  'QWEN_ENDPOINT',
  'SIDECAR_URL',
  'LISTS_NEED_KEY',
  'MODELS',
  'MAX_INPUT_CHARACTERS',
  'BATCH_AT_ONCE',
  'BATCH_ITEM_MAX_BYTES',
  'SPEECH_CACHE_SECONDS',
  'SPEECH_CACHE_MAX_BYTES',
]);

/** Settings that are the sidecar's alone, but for its port, which SIDECAR_PORT says here. */
const OF_THE_SIDECAR = Object.freeze([
  'ECHOTTS_STREAMING_ENDPOINT',
  'HOST',
  'LINACODEC_MODEL',
  'DECODE_WORKERS',
  'DECODE_THREADS',
  'DECODE_FAST',
  'MAX_STREAMS',
  'MAX_QUEUE',
  'DRAIN_TIMEOUT_MS',
]);

/** Settings of its decoder, which reads and checks them itself: where models are kept, and how to reach the hub. */
export const DECODER_SETTINGS = Object.freeze([
  'LINACODEC_CACHE',
  'HF_ENDPOINT',
  'HF_TOKEN',
  'HUGGING_FACE_HUB_TOKEN',
  'HF_TOKEN_PATH',
  'HF_HUB_DISABLE_IMPLICIT_TOKEN',
  'HF_HOME',
  'HF_HUB_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'HF_HUB_OFFLINE',
  'TRANSFORMERS_OFFLINE',
  'XDG_CACHE_HOME',
]);

/** Every setting that the sidecar itself reads, but PORT. */
export const SIDECAR_SETTINGS = Object.freeze([
  ...EDGE_SETTINGS.filter((name) => !NOT_OF_THE_SIDECAR.includes(name)),
  ...OF_THE_SIDECAR,
]);
